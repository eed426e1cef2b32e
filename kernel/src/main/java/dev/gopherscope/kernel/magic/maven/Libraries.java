package dev.gopherscope.kernel.magic.maven;

import dev.gopherscope.kernel.display.Progress;
import dev.gopherscope.kernel.magic.MagicCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.jspecify.annotations.Nullable;

/**
 * Loads libraries from Maven repositories for cells. Versions are chosen as {@code mvn} chooses them; jars go through the local
 * repository, with checksums verified. Java can't replace a class that is loaded, so a library that is there stays as it is: another
 * version that is asked for is refused with a sentence, one that only another library wants is left out with a sentence. Settings files
 * (mirrors, proxies, passwords) are not read.
 */
final class Libraries {

    private static final RemoteRepository CENTRAL = repository("central", "https://repo.maven.apache.org/maven2");

    /** What cells see of the kernel itself; another version would never be found behind it. */
    private static final Set<String> OWN = Set.of("org.knowm.xchart:xchart", "tech.tablesaw:tablesaw-core");

    private Libraries() {}

    static RemoteRepository repository(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    /** Loads them with all that they need, and says what was loaded. */
    static void load(MagicCall call, List<Dependency> wanted, List<RemoteRepository> more, boolean offline) {
        Map<String, String> loaded = call.context().libraries();
        for (Dependency each : wanted) {
            refuseOtherVersion(call, each.getArtifact(), loaded);
        }
        var repositories = new ArrayList<>(more);
        repositories.add(CENTRAL);
        try (RepositorySystem system = new RepositorySystemSupplier().get();
                CloseableSession session = session(system, offline, null)) {
            DependencyNode root = system.collectDependencies(
                            session, new CollectRequest(wanted, List.of(), repositories))
                    .getRoot();
            var requests = new LinkedHashMap<String, ArtifactRequest>();
            collect(root, requests, repositories);
            var notices = new ArrayList<String>();
            requests.entrySet()
                    .removeIf(each -> isThere(each.getKey(), each.getValue().getArtifact(), loaded, notices));
            List<Path> jars = new ArrayList<>();
            var versions = new LinkedHashMap<String, String>();
            try (Progress bar = Progress.of(requests.size(), "Loading libraries")) {
                try (CloseableSession shown = session(system, offline, bar)) {
                    for (var request : requests.entrySet()) {
                        bar.detail(request.getValue().getArtifact().getArtifactId());
                        ArtifactResult result = system.resolveArtifact(shown, request.getValue());
                        jars.add(result.getArtifact().getPath());
                        versions.put(request.getKey(), result.getArtifact().getVersion());
                        bar.step();
                    }
                    bar.detail("");
                }
            }
            call.context().load(jars);
            loaded.putAll(versions);
            notices.forEach(System.out::println);
            if (versions.isEmpty()) {
                System.out.println("Nothing to load: it is all there.");
            } else {
                System.out.println("Loaded "
                        + String.join(
                                ", ",
                                versions.entrySet().stream()
                                        .map(each -> each.getKey()
                                                        .substring(each.getKey().indexOf(':') + 1) + " "
                                                + each.getValue())
                                        .toList())
                        + ".");
            }
        } catch (DependencyCollectionException | ArtifactResolutionException e) {
            throw call.wrong(reason(e) + (offline ? " (offline: only the local repository was searched)" : ""));
        }
    }

    private static void refuseOtherVersion(MagicCall call, Artifact artifact, Map<String, String> loaded) {
        String key = key(artifact);
        String version = loaded.get(key);
        if (OWN.contains(key)) {
            throw call.wrong(
                    key + " comes with the kernel, and cells see that version; another can't be loaded beside it.");
        }
        if (version != null && !version.equals(artifact.getVersion())) {
            throw call.wrong(key + " " + version + " is loaded already, and Java can't replace loaded classes. To have "
                    + artifact.getVersion() + ", restart the kernel and ask for it first.");
        }
    }

    private static boolean isThere(String key, Artifact artifact, Map<String, String> loaded, List<String> notices) {
        String version = OWN.contains(key) ? "of the kernel" : loaded.get(key);
        if (version != null && !version.equals(artifact.getVersion())) {
            notices.add(
                    key + " " + artifact.getVersion() + " is wanted too, but " + version
                            + " is loaded already and stays. Restart the kernel and load both in one call to let Maven choose.");
        }
        return version != null;
    }

    private static void collect(
            DependencyNode node, Map<String, ArtifactRequest> requests, List<RemoteRepository> repositories) {
        if (node.getDependency() != null && "jar".equals(node.getArtifact().getExtension())) {
            List<RemoteRepository> from = node.getRepositories().isEmpty() ? repositories : node.getRepositories();
            requests.putIfAbsent(key(node.getArtifact()), new ArtifactRequest(node.getArtifact(), from, ""));
        }
        node.getChildren().forEach(child -> collect(child, requests, repositories));
    }

    /** Group, artifact and classifier: of these, one version can be loaded. */
    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId()
                + (artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier());
    }

    private static CloseableSession session(RepositorySystem system, boolean offline, @Nullable Progress bar) {
        String local = System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
        var builder = new SessionBuilderSupplier(system)
                .get()
                .withLocalRepositoryBaseDirectories(Path.of(local))
                .setOffline(offline)
                .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
                .setSystemProperties(System.getProperties());
        if (bar != null) {
            builder.setTransferListener(new AbstractTransferListener() {
                @Override
                public void transferProgressed(TransferEvent event) {
                    String name = event.getResource().getResourceName();
                    bar.detail(name.substring(name.lastIndexOf('/') + 1) + ", " + event.getTransferredBytes() / 1024
                            + " KiB");
                }
            });
        }
        return builder.build();
    }

    /** The innermost message: the outer ones repeat it with more names around. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
