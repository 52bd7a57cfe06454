package org.stillcall.console;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.DeskMeans.SmallCounts;
import org.stillcall.console.ShownTable.Place;
import org.stillcall.store.CentreId;
import org.stillcall.store.PublishedMonths;
import org.stillcall.store.Tally;
import org.stillcall.totals.Counts;
import org.stillcall.totals.Cover;
import org.stillcall.totals.Noise;

/**
 * Settles what is shown of a month once it is over, and destroys its counts with that. Threads may share it.
 *
 * <p>Two tables count the same talks, by what they were about and by how long they took, so that each programme has the
 * same sum in both: a talk of which nobody tapped what it was about is in a column of its own. A third counts callers
 * whom nobody took. So the sums of the first two are one fact, and they are covered as one.
 */
final class MonthPress {
    /** The least count that is shown. */
    static final int THRESHOLD = 5;

    /** Epsilon, in tenths, of all that a call is counted in: talks in two tables, each with half of it. */
    static final int TENTHS = 10;

    private final Staff staff;
    private final SmallCounts way;
    private final Randomness randomness;
    private final Log log;

    MonthPress(Staff staff, SmallCounts way, Randomness randomness, Log log) {
        this.staff = staff;
        this.way = way;
        this.randomness = randomness;
        this.log = log;
    }

    /** Settles all that is due; what fails is due again. */
    synchronized void settle() {
        staff.anyCentre().ifPresent(centre -> settle(centre.id()));
    }

    private void settle(CentreId centre) {
        PublishedMonths published = staff.store().published(centre);
        List<YearMonth> due = published.due();
        if (due.isEmpty()) {
            return;
        }
        List<Tally> all = staff.store().tallies(centre).list();
        for (YearMonth month : due) {
            List<Tally> counted = all.stream()
                    .filter(tally -> tally.month().equals(month))
                    .filter(tally -> !tally.name().equals(PublishedMonths.OVERRIDE))
                    .toList();
            published.settle(month, shown(counted).text());
            log.info("What is shown of a month that is over was settled, and its counts were destroyed.")
                    .write();
        }
    }

    private ShownMonth shown(List<Tally> counted) {
        Table kinds = new Table(counted, TotalNames.KIND);
        Table lengths = new Table(counted, TotalNames.LENGTH);
        Table missed = new Table(counted, TotalNames.MISSED);
        Set<String> programmes = new TreeSet<>(kinds.rows);
        programmes.addAll(lengths.rows);
        List<String> rows = programmes.stream().limit(Limits.TOTALS_LINES).toList();
        List<ShownTable> tables = new ArrayList<>();
        if (!rows.isEmpty()) {
            tables.addAll(talks(rows, kinds, lengths));
        }
        if (!missed.rows.isEmpty()) {
            List<String> lines = missed.rows.stream().limit(Limits.TOTALS_LINES).toList();
            List<String> one = List.of(TotalNames.MISSED.text());
            long[][] counts =
                    lines.stream().map(row -> new long[] {missed.at(row, "")}).toArray(long[][]::new);
            tables.add(missed(lines, one, counts));
        }
        return new ShownMonth(way, tables);
    }

    private ShownTable missed(List<String> rows, List<String> columns, long[][] table) {
        Counts counts = Counts.of(table);
        Seen seen = switch (way) {
            case HIDDEN -> Cover.of(counts, THRESHOLD)::at;
            case NOISE -> noisy(counts, TENTHS);
        };
        return table(TotalNames.MISSED, rows, columns, seen);
    }

    private List<ShownTable> talks(List<String> rows, Table kinds, Table lengths) {
        List<String> about =
                kinds.columns.stream().limit(Limits.TOTALS_LINES - 1L).collect(Collectors.toList());
        List<String> longs = TotalNames.LENGTHS.stream().map(Label::text).toList();
        long[][] left = new long[rows.size()][about.size() + 1];
        long[][] right = new long[rows.size()][longs.size()];
        for (int row = 0; row < left.length; row++) {
            String programme = rows.get(row);
            Arrays.setAll(right[row], i -> lengths.at(programme, longs.get(i)));
            Arrays.setAll(left[row], i -> i == about.size() ? 0 : kinds.at(programme, about.get(i)));
            level(left[row], Arrays.stream(right[row]).sum());
        }
        about.add(ShownTable.NOT_SAID);
        Counts ofKinds = Counts.of(left);
        Counts ofLengths = Counts.of(right);
        return switch (way) {
            case HIDDEN -> {
                Cover.Pair pair = Cover.of(ofKinds, ofLengths, THRESHOLD);
                yield List.of(
                        table(TotalNames.KIND, rows, about, pair.left()::at),
                        table(TotalNames.LENGTH, rows, longs, pair.right()::at));
            }
            case NOISE ->
                List.of(
                        table(TotalNames.KIND, rows, about, noisy(ofKinds, TENTHS / 2)),
                        table(TotalNames.LENGTH, rows, longs, noisy(ofLengths, TENTHS / 2)));
        };
    }

    /**
     * The last place becomes what is left of so many talks. Where more were tapped than ended, as one that ended before
     * midnight may be, the taps beyond are taken from what was tapped most.
     */
    static void level(long[] tapped, long talks) {
        int last = tapped.length - 1;
        long more = Arrays.stream(tapped).sum() - talks;
        tapped[last] = Math.max(0, -more);
        for (; more > 0; more--) {
            int most = 0;
            for (int i = 1; i < last; i++) {
                most = tapped[i] > tapped[most] ? i : most;
            }
            tapped[most]--;
        }
    }

    private Seen noisy(Counts counts, int tenths) {
        Counts noisy = new Noise(tenths, randomness).over(counts);
        return (row, column) -> OptionalLong.of(noisy.at(row, column));
    }

    /** What may be shown in a row and a column, of which the last are the sums. */
    private interface Seen {
        OptionalLong at(int row, int column);
    }

    private static ShownTable table(Label name, List<String> rows, List<String> columns, Seen seen) {
        Map<Place, Long> shown = new HashMap<>();
        for (int row = 0; row <= rows.size(); row++) {
            for (int column = 0; column <= columns.size(); column++) {
                Place place = new Place(
                        row == rows.size() ? ShownTable.SUM : rows.get(row),
                        column == columns.size() ? ShownTable.SUM : columns.get(column));
                seen.at(row, column).ifPresent(count -> shown.put(place, count));
            }
        }
        return new ShownTable(name.text(), rows, columns, shown);
    }

    /** What was counted under a name: by programme, and by what stands behind that. */
    private static final class Table {
        final Set<String> rows = new TreeSet<>();
        final Set<String> columns = new TreeSet<>();
        private final Map<Place, Long> counts = new HashMap<>();

        Table(List<Tally> counted, Label name) {
            for (Tally tally : counted) {
                List<String> parts = tally.name().parts();
                if (parts.getFirst().equals(name.text()) && parts.size() >= 2) {
                    String column = parts.size() == 2 ? "" : parts.get(2);
                    rows.add(parts.get(1));
                    Stream.of(column).filter(each -> !each.isEmpty()).forEach(columns::add);
                    counts.put(new Place(parts.get(1), column), tally.count());
                }
            }
        }

        long at(String row, String column) {
            return counts.getOrDefault(new Place(row, column), 0L);
        }
    }
}
