package org.stillcall.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module of the pages as its literals: each with the call that it is handed to and what stands right before it. No
 * parser of JavaScript: brackets, strings, templates, comments and patterns are told apart, as far as our sources go.
 */
final class PageSource {
    /** A text in a module, and where: 'call' is the nearest call around it, {@code ""} for none. */
    record Literal(String text, String call, String before, int line) {
        boolean isSaid() {
            return call.equals("say");
        }
    }

    private static final Pattern NAME = Pattern.compile("([A-Za-z_$][\\w$]*)\\s*$");
    private static final String STRING = "'(?:[^'\\\\\\n]|\\\\.)*'";
    private static final String SUM = STRING + "(?:\\s*\\+\\s*" + STRING + ")*";
    private static final Pattern SAYS = Pattern.compile("(?<![.\\w#])say\\((?!text\\) \\{)\\s*(?:(" + SUM
            + ")|\\{\\s*one:\\s*(" + SUM + "),\\s*other:\\s*(" + SUM + ")\\s*\\}|(\\S))");

    private final String text;
    private final List<Literal> literals = new ArrayList<>();
    private final StringBuilder code = new StringBuilder();
    private final Deque<String> calls = new ArrayDeque<>();
    private int at;

    PageSource(Path file) throws IOException {
        text = Files.readString(file);
        read(false);
    }

    List<Literal> literals() {
        return literals;
    }

    /** A sentence that is said: its key, and its form for one where it counts, else {@code ""}. */
    record Said(String key, String one) {}

    /** Every sentence that the module says; throws where say() is handed anything but texts. */
    List<Said> said() {
        List<Said> all = new ArrayList<>();
        Matcher matcher = SAYS.matcher(withoutComments());
        while (matcher.find()) {
            if (matcher.group(4) != null) {
                throw new IllegalStateException("say() takes its sentence as it stands: " + matcher.group());
            }
            all.add(
                    matcher.group(1) != null
                            ? new Said(sum(matcher.group(1)), "")
                            : new Said(sum(matcher.group(3)), sum(matcher.group(2))));
        }
        return all;
    }

    private String withoutComments() {
        return code.toString();
    }

    /** 'a' + 'b' as one text. */
    static String sum(String literals) {
        StringBuilder sum = new StringBuilder();
        Matcher each = Pattern.compile(STRING).matcher(literals);
        while (each.find()) {
            String quoted = each.group();
            sum.append(quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1"));
        }
        return sum.toString();
    }

    /** Reads on, to the end or, within a template, to the bracket that ends its place. */
    private void read(boolean within) {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("//", at) || text.startsWith("/*", at)) {
                int end = text.startsWith("//", at) ? text.indexOf('\n', at) : text.indexOf("*/", at) + 2;
                at = end < 2 ? text.length() : end;
                continue;
            }
            if (c == '\'') {
                string();
                continue;
            }
            if (c == '`') {
                template();
                continue;
            }
            if (c == '/' && isPattern()) {
                pattern();
                continue;
            }
            if (c == '(') {
                Matcher name = NAME.matcher(code);
                calls.push(name.find() ? name.group(1) : "");
            } else if (c == ')') {
                calls.poll();
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                if (within && depth == 0) {
                    return;
                }
                depth--;
            }
            code.append(c);
            at++;
        }
    }

    private void string() {
        int start = at;
        at++;
        while (text.charAt(at) != '\'') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        add(text.substring(start + 1, at - 1).replaceAll("\\\\(.)", "$1"), start);
        code.append(text, start, at);
    }

    private void template() {
        int start = at;
        StringBuilder plain = new StringBuilder();
        at++;
        code.append('`');
        while (text.charAt(at) != '`') {
            if (text.startsWith("${", at)) {
                at += 2;
                code.append("${");
                read(true);
                plain.append("{}");
            } else {
                plain.append(text.charAt(at));
            }
            code.append(text.charAt(at));
            at++;
        }
        at++;
        add(plain.toString(), start);
        code.append('`');
    }

    private void pattern() {
        boolean list = false;
        do {
            char c = text.charAt(at);
            list = c == '[' || list && c != ']';
            at += c == '\\' ? 2 : 1;
        } while (list || text.charAt(at) != '/');
        at++;
        code.append(" /pattern/ ");
    }

    private boolean isPattern() {
        String before = code.toString().stripTrailing();
        return before.isEmpty() || "(,=:[!&|?{};>".indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    private void add(String literal, int start) {
        String before = code.substring(Math.max(0, code.length() - 60)).stripTrailing();
        int line = (int) text.substring(0, start).lines().count();
        literals.add(new Literal(literal, calls.isEmpty() ? "" : calls.peek(), before, line));
    }
}
