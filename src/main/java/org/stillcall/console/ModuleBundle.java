package org.stillcall.console;

import static org.stillcall.base.Contract.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many of our ES modules as one: on a slow phone each request costs half a second, and a page has a hundred modules.
 *
 * <p>Each module becomes a function that is called once, in the order in which modules need each other; what it exports
 * is an object under the module's own name, which the bundle exports, so that a second bundle builds on the first. This
 * holds for modules as we write them: imports and exports begin a line, nothing exports a variable that changes, no
 * module needs itself by a detour. Anything else is refused when the bundle is made, and a test makes every bundle.
 */
final class ModuleBundle {
    private static final Pattern IMPORT =
            Pattern.compile("^import\\s+(?:\\{([^}]*)}|\\*\\s+as\\s+(\\w+))\\s+from\\s+'([^']+)';$", Pattern.MULTILINE);
    private static final Pattern EXPORTED =
            Pattern.compile("^export\\s+(?:async\\s+)?(?:function\\*?|class|const)\\s+(\\w+)", Pattern.MULTILINE);
    private static final Pattern EXPORT_LIST = Pattern.compile("^export\\s+\\{([^}]*)};$", Pattern.MULTILINE);
    private static final Pattern LATE = Pattern.compile("\\bimport\\('(\\.[^']+)'\\)");
    private static final Pattern LEFT_OVER = Pattern.compile("^(?:import|export)\\b.*$", Pattern.MULTILINE);
    private static final Pattern COMMENT =
            Pattern.compile("^[ ]*(?://[^\\n]*|/\\*(?:[^*]|\\*(?!/))*\\*/[ ]*)\\n", Pattern.MULTILINE);
    /** What the server makes for each browser, and stays a module of its own. */
    private static final Set<String> OUTSIDE = Set.of("/language.js");

    private static final Pattern RENAMED = Pattern.compile("(\\w+)\\s+as\\s+(\\w+)");

    private final UnaryOperator<String> sources;
    private final Map<String, String> written = new LinkedHashMap<>(); // by path, in the order of need
    private final Set<String> unfinished = new TreeSet<>();
    private final Map<String, String> given; // modules of the bundle below, by path
    private final Set<String> outside = new TreeSet<>();
    private final String below;

    private ModuleBundle(UnaryOperator<String> sources, String below, Map<String, String> given) {
        this.sources = sources;
        this.below = below;
        this.given = given;
    }

    /**
     * @param sources a module's text by its path, such as {@code desk/app.js}
     * @return the bundle of that module and of all that it imports
     */
    static String of(UnaryOperator<String> sources, String entry) {
        return made(sources, entry).text();
    }

    /** @return the bundle of that module and of what it imports beyond the bundle of {@code below} */
    static String above(UnaryOperator<String> sources, String below, String entry) {
        ModuleBundle bundle = new ModuleBundle(sources, below, made(sources, below).written);
        bundle.take(entry);
        return bundle.text() + "export const {" + String.join(", ", bundle.exportsOf(entry)) + "} = " + name(entry)
                + ";\n";
    }

    private static ModuleBundle made(UnaryOperator<String> sources, String entry) {
        ModuleBundle bundle = new ModuleBundle(sources, "", Map.of());
        bundle.take(entry);
        return bundle;
    }

    private String text() {
        StringBuilder all = new StringBuilder();
        if (!given.isEmpty()) {
            all.append("import {");
            given.keySet().forEach(path -> all.append(name(path)).append(", "));
            all.append("} from '/").append(below).append("';\n");
        }
        outside.forEach(from -> all.append("import * as ")
                .append(name(from))
                .append(" from '")
                .append(from)
                .append("';\n"));
        written.values().forEach(all::append);
        all.append("export {");
        written.keySet().forEach(path -> all.append(name(path)).append(", "));
        return all.append("};\n").toString();
    }

    private void take(String path) {
        if (written.containsKey(path) || given.containsKey(path)) {
            return;
        }
        check(unfinished.add(path), "a module needs itself by a detour");
        String source = COMMENT.matcher(sources.apply(path)).replaceAll("");
        Matcher imports = IMPORT.matcher(source);
        StringBuilder body = new StringBuilder();
        while (imports.find()) {
            String from = imports.group(3);
            String other = OUTSIDE.contains(from) ? from : beside(path, from);
            if (OUTSIDE.contains(from)) {
                outside.add(from);
            } else {
                take(other);
            }
            String names = imports.group(2) == null
                    ? "{" + RENAMED.matcher(imports.group(1)).replaceAll("$1: $2") + "}"
                    : imports.group(2);
            imports.appendReplacement(body, Matcher.quoteReplacement("const " + names + " = " + name(other) + ";"));
        }
        imports.appendTail(body);
        String late = LATE.matcher(body)
                .replaceAll(match -> Matcher.quoteReplacement("import('/" + beside(path, match.group(1)) + "')"));
        List<String> exports = exportsIn(source);
        String plain =
                EXPORT_LIST.matcher(late).replaceAll("").replaceAll("(?m)^export (?=async|function|class|const)", "");
        check(!LEFT_OVER.matcher(plain).find(), "a module imports or exports in a way that a bundle does not know");
        written.put(
                path,
                "const " + name(path) + " = (() => {\n" + plain + "return {" + String.join(", ", exports)
                        + "};\n})();\n");
        unfinished.remove(path);
    }

    private List<String> exportsOf(String path) {
        return exportsIn(sources.apply(path)).stream()
                .map(each -> each.substring(0, each.indexOf(':') < 0 ? each.length() : each.indexOf(':')))
                .toList();
    }

    /** @return what stands in an object of a module's exports: {@code name} or {@code outer: inner} */
    private static List<String> exportsIn(String source) {
        List<String> names = new ArrayList<>();
        EXPORTED.matcher(source).results().forEach(each -> names.add(each.group(1)));
        EXPORT_LIST.matcher(source).results().forEach(list -> {
            for (String each : list.group(1).split(",", -1)) {
                names.add(RENAMED.matcher(each.strip()).replaceAll("$2: $1"));
            }
        });
        names.removeIf(String::isBlank);
        return names;
    }

    /** @return the path that such an import names in a module at that path */
    private static String beside(String path, String relative) {
        check(relative.startsWith("."), "modules import each other by relative paths");
        List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
        parts.removeLast();
        for (String part : relative.split("/", -1)) {
            if (part.equals("..")) {
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** @return the module as a name: {@code desk_plan_new_js} */
    private static String name(String path) {
        return path.replaceAll("\\W", "_");
    }
}
