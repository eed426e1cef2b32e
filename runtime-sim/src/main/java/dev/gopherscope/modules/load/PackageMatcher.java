package dev.gopherscope.modules.load;

import dev.gopherscope.modules.load.Importer.Place;
import dev.gopherscope.modules.version.GoText;
import java.util.List;
import java.util.TreeSet;

/** The packages of a module that match a pattern. Follows {@code matchPackages} of {@code modload/search.go}. */
final class PackageMatcher {
    private final State state;

    PackageMatcher(State state) {
        this.state = state;
    }

    /** All packages of a module. */
    List<String> all(String modulePath, Place place) {
        return matching(new PathPattern("..."), modulePath, place);
    }

    List<String> matching(PathPattern pattern, String modulePath, Place place) {
        var packages = new TreeSet<String>(GoText::compare);
        for (String file : state.tree.below(place.folder()).keySet()) {
            int slash = file.lastIndexOf('/');
            if (!file.endsWith(".go")) {
                continue;
            }
            String folder = file.substring(0, slash);
            String below = folder.length() > place.folder().length()
                    ? folder.substring(place.folder().length() + 1)
                    : "";
            String name = below.isEmpty() ? modulePath : modulePath + "/" + below;
            if (!packages.contains(name)
                    && pattern.matches(name)
                    && isVisible(below, place)
                    && state.scanner().scan(folder).hasFiles()) {
                packages.add(name);
            }
        }
        return List.copyOf(packages);
    }

    private boolean isVisible(String below, Place place) {
        String at = place.folder();
        for (String part : below.isEmpty() ? new String[0] : below.split("/")) {
            at += "/" + part;
            if (part.startsWith(".")
                    || part.startsWith("_")
                    || part.equals("testdata")
                    || part.equals("vendor")
                    || place.local() && state.tree.isFile(at + "/go.mod")) {
                return false;
            }
        }
        return true;
    }
}
