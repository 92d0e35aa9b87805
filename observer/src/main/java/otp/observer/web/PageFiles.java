package otp.observer.web;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the page: they lie beside this class, need no build step and nothing from elsewhere. */
final class PageFiles {
    private PageFiles() {}

    /** Where each of them is served. Read once. */
    static Map<String, Answer> all() {
        return Stream.of(
                        "index.html",
                        "observer.css",
                        "favicon.svg",
                        "observer.js",
                        "dom.js",
                        "stream.js",
                        "forest.js",
                        "treeview.js",
                        "keys.js",
                        "panel.js",
                        "tables.js",
                        "words.js")
                .collect(Collectors.toMap(PageFiles::path, name -> Answer.file(name, contentType(name))));
    }

    private static String path(String name) {
        return name.equals("index.html") ? "/" : "/" + name;
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html";
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> "text/javascript";
        };
    }
}
