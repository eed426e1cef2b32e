package dev.gopherscope.kernel.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import picocli.CommandLine.Command;

/**
 * {@code gopherscope test}: the launcher has run the Java tests before this starts; here follow the tests in a real
 * JupyterLab, and the count of all. A test that fails is run once more, as a busy machine can disturb what talks to other
 * processes; one that passes only then is named.
 */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Run every test: Java, kernel protocol, notebooks, JupyterLab in a browser.")
final class TestCommand implements Callable<Integer> {

    private static final List<String> MODULES = List.of("runtime-sim", "kernel", "notebooks");

    /** How many tests ended in which way. */
    private record Count(int passed, int failed, int skipped) {
        Count plus(Count more) {
            return new Count(passed + more.passed, failed + more.failed, skipped + more.skipped);
        }
    }

    @Override
    public Integer call() throws Exception {
        Project project = Project.find();
        Path tests = project.course().resolve("src/test/python");
        Course course = Course.prepare(project, System.out);
        course.python().ensure("test", Files.readString(tests.resolve("requirements.txt")));

        Path report = project.course().resolve("target/pytest.xml");
        Files.createDirectories(report.getParent());
        Files.deleteIfExists(report);
        var pytest = new ProcessBuilder(
                        course.python().python().toString(),
                        "-m",
                        "pytest",
                        "-p",
                        "no:cacheprovider",
                        "-rs",
                        "-v",
                        "--reruns",
                        "1",
                        "--junitxml=" + report,
                        tests.toString())
                .directory(project.root().toFile())
                .inheritIO();
        pytest.environment().putAll(course.variables());
        pytest.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Optional<Path> chromium = chromium();
        if (chromium.isPresent()) {
            pytest.environment().put("CHROMIUM", chromium.get().toString());
        } else {
            System.out.println(
                    "No Chromium was found: the browser tests are skipped. Install it (package chromium), or set CHROMIUM.");
        }
        int code = pytest.start().waitFor();

        Count java = new Count(0, 0, 0);
        for (String module : MODULES) {
            java = java.plus(surefire(project.root().resolve(module).resolve("target/surefire-reports")));
        }
        Count python = Files.exists(report) ? count(report) : new Count(0, 1, 0);
        Count all = java.plus(python);
        System.out.printf("%nJava: %d, JupyterLab and Python clients: %d%n", java.passed(), python.passed());
        for (String module : MODULES) {
            unsteady(project.root().resolve(module).resolve("target/surefire-reports"));
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", all.passed(), all.failed(), all.skipped());
        return all.failed() == 0 && code == 0 && java.passed() > 0 ? 0 : 1;
    }

    /** A Chromium on this machine: {@code CHROMIUM} if set, then the usual names. */
    static Optional<Path> chromium() {
        String named = System.getenv("CHROMIUM");
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        Stream<Path> onPath = Stream.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)));
        return Stream.concat(
                        onPath,
                        Stream.of(
                                Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                                Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Count surefire(Path reports) throws Exception {
        Count sum = new Count(0, 0, 0);
        if (Files.isDirectory(reports)) {
            try (Stream<Path> files = Files.list(reports)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".xml")).toList()) {
                    sum = sum.plus(count(file));
                }
            }
        }
        return sum;
    }

    /** Names the tests that passed only when they were run again. */
    private static void unsteady(Path reports) throws Exception {
        if (Files.isDirectory(reports)) {
            try (Stream<Path> files = Files.list(reports)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".xml"))
                        .sorted()
                        .toList()) {
                    var cases = read(file).getElementsByTagName("testcase");
                    for (int i = 0; i < cases.getLength(); i++) {
                        Element test = (Element) cases.item(i);
                        if (test.getElementsByTagName("flakyFailure").getLength()
                                        + test.getElementsByTagName("flakyError")
                                                .getLength()
                                > 0) {
                            System.out.println("passed only when run again: " + test.getAttribute("classname") + "."
                                    + test.getAttribute("name"));
                        }
                    }
                }
            }
        }
    }

    private static Element read(Path report) throws Exception {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (org.xml.sax.SAXException | IOException e) {
            throw new Failure("the test report " + report + " can't be read: " + e.getMessage());
        }
    }

    /** Reads the totals of a JUnit XML report, of one suite or of several. */
    private static Count count(Path report) throws Exception {
        Element root = read(report);
        var suites = root.getTagName().equals("testsuite") ? null : root.getElementsByTagName("testsuite");
        Count sum = new Count(0, 0, 0);
        for (int i = 0; i < (suites == null ? 1 : suites.getLength()); i++) {
            Element suite = suites == null ? root : (Element) suites.item(i);
            int failed = number(suite, "failures") + number(suite, "errors");
            int skipped = number(suite, "skipped");
            sum = sum.plus(new Count(number(suite, "tests") - failed - skipped, failed, skipped));
        }
        return sum;
    }

    private static int number(Element suite, String attribute) {
        String value = suite.getAttribute(attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
