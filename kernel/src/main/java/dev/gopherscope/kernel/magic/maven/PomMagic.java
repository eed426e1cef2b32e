package dev.gopherscope.kernel.magic.maven;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.StringModelSource;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/** {@code %%pom}. The text is read by Maven's own model builder; a parent and imported lists of versions are not followed. */
public final class PomMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell(
                    "pom", "Loads the libraries that a pom, or a part of one, names.")
            .operands("[-o]")
            .option("-o, --offline", "take only what the local repository has")
            .notes("""
                    Read are `dependencies`, `repositories`, `properties` and `dependencyManagement`; a part of a pom needs no `project` around
                    it. Libraries of the scopes `test`, `provided` and `system` are left out. A `parent` is not followed. Otherwise as `%maven`.""")
            .example("%%pom\n<dependency>\n  <groupId>com.google.guava</groupId>\n  <artifactId>guava</artifactId>\n"
                    + "  <version>33.4.8-jre</version>\n</dependency>");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) {
        Model model = model(call);
        List<Dependency> wanted = new ArrayList<>();
        for (var each : model.getDependencies()) {
            String scope = each.getScope() == null ? "compile" : each.getScope();
            if (scope.equals("compile") || scope.equals("runtime")) {
                wanted.add(dependency(each));
            }
        }
        if (wanted.isEmpty()) {
            throw call.wrong("the text names no library to load.");
        }
        List<RemoteRepository> repositories = model.getRepositories().stream()
                .filter(each -> !each.getId().equals("central"))
                .map(each -> Libraries.repository(each.getId(), each.getUrl()))
                .toList();
        Libraries.load(call, wanted, repositories, call.arguments().has("-o"));
        return null;
    }

    private static Dependency dependency(org.apache.maven.model.Dependency each) {
        String classifier = each.getClassifier() == null ? "" : each.getClassifier();
        var artifact = new DefaultArtifact(
                each.getGroupId(), each.getArtifactId(), classifier, each.getType(), each.getVersion());
        return new Dependency(artifact, "runtime")
                .setExclusions(each.getExclusions().stream()
                        .map(out -> new Exclusion(out.getGroupId(), out.getArtifactId(), "*", "*"))
                        .toList());
    }

    @SuppressWarnings("deprecation") // Its successor needs Maven 4.
    private static Model model(MagicCall call) {
        var request = new DefaultModelBuildingRequest()
                .setModelSource(new StringModelSource(whole(call.body())))
                .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL)
                .setProcessPlugins(false)
                .setSystemProperties(System.getProperties());
        if (call.body().contains("<parent>") || call.body().contains("<scope>import</scope>")) {
            throw call.wrong(
                    "a parent and imported lists of versions are not followed; give each library its version.");
        }
        try {
            return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
        } catch (ModelBuildingException e) {
            throw call.wrong("the text is no pom: "
                    + e.getProblems().stream()
                            .map(problem -> problem.getMessage())
                            .collect(Collectors.joining("; ")));
        }
    }

    private static String whole(String text) {
        String inner = text.strip().replaceFirst("^<\\?xml[^>]*\\?>\\s*", "");
        if (inner.startsWith("<project")) {
            return inner;
        }
        String listed = inner.startsWith("<dependency>") ? "<dependencies>" + inner + "</dependencies>" : inner;
        return "<project><modelVersion>4.0.0</modelVersion><groupId>cell</groupId><artifactId>cell</artifactId>"
                + "<version>1</version>" + listed + "</project>";
    }
}
