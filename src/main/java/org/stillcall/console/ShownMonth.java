package org.stillcall.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.stillcall.console.DeskMeans.SmallCounts;
import org.stillcall.console.ShownTable.Place;

/**
 * What is shown of a month, and its text in the store: the way; then for each table a line of its name and columns, a
 * line for each row, one for the sums; a tab between, a question mark for what is hidden.
 */
record ShownMonth(SmallCounts way, List<ShownTable> tables) {
    private static final String HIDDEN = "?";
    private static final String TABLE = "@";

    ShownMonth {
        tables = List.copyOf(tables);
    }

    String text() {
        StringBuilder text = new StringBuilder(way.name()).append('\n');
        for (ShownTable table : tables) {
            text.append(TABLE).append(table.name());
            table.columns().forEach(column -> text.append('\t').append(column));
            text.append('\n');
            for (String row : table.rowsAndSum()) {
                text.append(row);
                for (String column : table.columnsAndSum()) {
                    OptionalLong count = table.at(row, column);
                    text.append('\t').append(count.isPresent() ? Long.toString(count.getAsLong()) : HIDDEN);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Throws {@link IllegalArgumentException} for what is no such text. */
    static ShownMonth parse(String text) {
        List<String> lines = text.lines().toList();
        SmallCounts way = SmallCounts.valueOf(lines.getFirst());
        List<ShownTable> tables = new ArrayList<>();
        for (int from = 1; from < lines.size(); ) {
            int to = from + 1;
            while (to < lines.size() && !lines.get(to).startsWith(TABLE)) {
                to++;
            }
            tables.add(table(lines.subList(from, to)));
            from = to;
        }
        return new ShownMonth(way, tables);
    }

    private static ShownTable table(List<String> lines) {
        List<String> head = List.of(lines.getFirst().split("\t"));
        List<String> columns = new ArrayList<>(head.subList(1, head.size()));
        columns.add(ShownTable.SUM);
        List<String> rows = new ArrayList<>();
        Map<Place, Long> shown = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> parts = List.of(line.split("\t"));
            if (parts.size() != columns.size() + 1) {
                throw new IllegalArgumentException("A row of a month's totals has not as many places as columns.");
            }
            rows.add(parts.getFirst());
            for (int i = 0; i < columns.size(); i++) {
                if (!parts.get(i + 1).equals(HIDDEN)) {
                    shown.put(new Place(parts.getFirst(), columns.get(i)), Long.parseLong(parts.get(i + 1)));
                }
            }
        }
        if (rows.isEmpty() || !rows.removeLast().equals(ShownTable.SUM)) {
            throw new IllegalArgumentException("A table of a month's totals ends with its sums.");
        }
        return new ShownTable(head.getFirst().substring(1), rows, columns.subList(0, columns.size() - 1), shown);
    }
}
