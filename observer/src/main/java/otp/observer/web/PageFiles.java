package otp.observer.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the page: they lie beside this class, need no build step and nothing from elsewhere. */
final class PageFiles {
    private PageFiles() {}

    /** Where each of them is served. Read once. */
    static Map<String, Answer> all() {
        return Stream.of(
                        "observer.css",
                        "favicon.svg",
                        "observer.js",
                        "dom.js",
                        "stream.js",
                        "forest.js",
                        "treeview.js",
                        "keys.js",
                        "panel.js",
                        "actions.js",
                        "tables.js",
                        "words.js")
                .collect(Collectors.toMap(PageFiles::path, name -> Answer.file(name, contentType(name))));
    }

    /** The page itself, which knows what it may do, and how to prove that it is this program's own page. */
    static Answer index(Permissions permissions, Token token) {
        Answer template = Answer.file("index.html", "text/html");
        String page = new String(template.body(), UTF_8)
                .replace("{{actions}}", permissions.actions() ? "allowed" : "off")
                .replace("{{contents}}", permissions.contents() ? "shown" : "hidden")
                .replace("{{token}}", permissions.equals(Permissions.NONE) ? "" : token.text());
        return new Answer(template.status(), template.contentType(), page.getBytes(UTF_8));
    }

    private static String path(String name) {
        return "/" + name;
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> "text/javascript";
        };
    }
}
