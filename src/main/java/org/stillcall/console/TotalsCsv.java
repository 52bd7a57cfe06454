package org.stillcall.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Totals as a file for a spreadsheet (RFC 4180): a line a number, each month by itself, then all of them; the last
 * lines say how it was counted. No field begins as a formula does.
 */
final class TotalsCsv {
    private static final String NOT_SHOWN = "not shown";
    private static final Map<String, String> TABLES = Map.of(
            TotalNames.KIND.text(), "about",
            TotalNames.LENGTH.text(), "minutes",
            TotalNames.MISSED.text(), "callers");
    private static final Map<String, String> WORDS =
            Map.of(ShownTable.SUM, "all", ShownTable.NOT_SAID, "not said", TotalNames.MISSED.text(), "taken by nobody");

    private final StringBuilder text = new StringBuilder();

    private TotalsCsv() {}

    static byte[] of(TotalsSpan span) {
        TotalsCsv csv = new TotalsCsv();
        csv.line(List.of("months", "programme", "counted by", "of", "calls"));
        for (Map.Entry<YearMonth, ShownMonth> month : span.months().entrySet()) {
            csv.tables(month.getKey().toString(), month.getValue().tables());
        }
        if (span.months().size() > 1) {
            List<YearMonth> months = List.copyOf(span.months().keySet());
            csv.tables(months.getFirst() + " to " + months.getLast(), span.sums());
        }
        for (String sentence : span.method()) {
            csv.line(List.of(sentence));
        }
        return csv.text.toString().getBytes(UTF_8);
    }

    private void tables(String months, List<ShownTable> tables) {
        for (ShownTable table : tables) {
            for (String row : table.rowsAndSum()) {
                for (String column : table.columnsAndSum()) {
                    OptionalLong count = table.at(row, column);
                    String shown = count.isPresent() ? Long.toString(count.getAsLong()) : NOT_SHOWN;
                    String by = TABLES.getOrDefault(table.name(), table.name());
                    line(List.of(months, word(row), by, word(column), shown));
                }
            }
        }
    }

    private static String word(String name) {
        return WORDS.getOrDefault(name, name);
    }

    private void line(List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "\"" : ",\"").append(harmless(fields.get(i))).append('"');
        }
        text.append("\r\n");
    }

    /** A spreadsheet takes what begins with one of these for a formula, or leaves it out. */
    static String harmless(String field) {
        String quoted = field.replace("\"", "\"\"");
        return !field.isEmpty() && "=+-@\t\r\n".indexOf(field.charAt(0)) >= 0 ? "'" + quoted : quoted;
    }
}
