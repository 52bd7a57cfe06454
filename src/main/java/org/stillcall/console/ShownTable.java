package org.stillcall.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is shown of a table of counts and its sums; what is hidden is not in it.
 *
 * @param rows programmes; {@link #SUM} is not among them, though in places
 * @param columns what is counted of each
 */
record ShownTable(String name, List<String> rows, List<String> columns, Map<Place, Long> shown) {
    /** In place of a row's or column's name: its sum. No label. */
    static final String SUM = "=";

    /** The column of talks of which nobody tapped what they were about. No label. */
    static final String NOT_SAID = "*";

    /** A place of it. */
    record Place(String row, String column) {}

    ShownTable {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        shown = Map.copyOf(shown);
    }

    OptionalLong at(String row, String column) {
        Long count = shown.get(new Place(row, column));
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    List<String> rowsAndSum() {
        return withSum(rows);
    }

    List<String> columnsAndSum() {
        return withSum(columns);
    }

    private static List<String> withSum(List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(SUM);
        return all;
    }

    /** What is shown of each, added up: of what really was, that much or more. */
    static ShownTable sum(List<ShownTable> tables) {
        Set<String> rows = new LinkedHashSet<>();
        Set<String> columns = new LinkedHashSet<>();
        Map<Place, Long> shown = new HashMap<>();
        for (ShownTable table : tables) {
            rows.addAll(table.rows);
            columns.addAll(table.columns);
            table.shown.forEach((place, count) -> shown.merge(place, count, Long::sum));
        }
        if (columns.remove(NOT_SAID)) {
            columns.add(NOT_SAID);
        }
        return new ShownTable(tables.getFirst().name, List.copyOf(rows), List.copyOf(columns), shown);
    }
}
