package dev.gopherscope.kernel.magic.maven;

import dev.gopherscope.kernel.magic.Arguments;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/** {@code %maven}. */
public final class MavenMagic implements Magic {
    private static final Pattern COORDINATES = Pattern.compile("[^:\\s]+:[^:\\s]+(:[^:\\s]*){0,2}:[^:\\s]+");

    private static final MagicHelp HELP = MagicHelp.line(
                    "maven", "Loads libraries from Maven Central, with all that they need.")
            .operands("[-o] [-r URL] GROUP:ARTIFACT:VERSION ...")
            .option("-o, --offline", "take only what the local repository has")
            .option("-r, --repository URL", "look there too, before Maven Central")
            .notes("""
                    Versions are chosen as `mvn` chooses them, checksums are verified, and jars are kept in `~/.m2/repository`. Cells see the
                    libraries and not those that the kernel itself is made of, so any version of Jackson or SLF4J can be loaded. A library that is
                    loaded can't be replaced: another version needs a restart of the kernel. Settings files of Maven are not read.""")
            .example("%maven com.google.guava:guava:33.4.8-jre");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) {
        Arguments arguments = call.arguments();
        if (arguments.words().isEmpty()) {
            throw call.misused("it needs the coordinates of a library.");
        }
        for (String word : arguments.words()) {
            if (!COORDINATES.matcher(word).matches()) {
                throw call.misused(
                        "\"" + word + "\" names no library: a name has three parts with colons between, as in "
                                + "com.google.guava:guava:33.4.8-jre.");
            }
        }
        List<Dependency> wanted = arguments.words().stream()
                .map(word -> new Dependency(new DefaultArtifact(word), "runtime"))
                .toList();
        List<RemoteRepository> more = arguments.value("-r").stream()
                .map(url -> Libraries.repository("repository-" + Integer.toHexString(url.hashCode()), url))
                .toList();
        Libraries.load(call, wanted, more, arguments.has("-o"));
        return null;
    }
}
