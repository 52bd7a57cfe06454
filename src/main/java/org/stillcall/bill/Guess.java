package org.stillcall.bill;

import java.lang.foreign.ValueLayout;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.stillcall.bill.Columns.DayForm;
import org.stillcall.bill.Columns.LengthForm;

/** Guesses which column is which, by their names first, by what the lines look like second. One thread. */
final class Guess {
    /** Parts of names, the surer ones first; without accents, small. */
    static final List<String> COST = List.of(
            "cost", "price", "amount", "charge", "importe", "precio", "coste", "montant", "prix", "cout", "betrag",
            "preis", "تكلفة", "سعر", "total");

    static final List<String> DIRECTION =
            List.of("direction", "direccion", "richtung", "sens", "الاتجاه", "inout", "type", "tipo");

    static final List<String> ACCOUNT =
            List.of("account", "trunk", "line", "cuenta", "linea", "compte", "ligne", "konto", "tag", "حساب", "خط");

    private static final List<String> DAY = List.of(
            "date", "datum", "fecha", "تاريخ", "start", "begin", "debut", "inicio", "day", "time", "hora", "zeit");
    private static final List<String> LENGTH = List.of(
            "billsec",
            "billed",
            "billable",
            "duration",
            "duracion",
            "duree",
            "dauer",
            "مدة",
            "length",
            "second",
            "minut",
            "segundo",
            "sekunde",
            "دقائق",
            "sec",
            "min");

    private static final long EARLIEST = 2_015L * 12;
    private static final long LATEST = 2_040L * 12;

    private final Beginning lines;
    private final List<String> names;
    private final boolean headed;

    Guess(Beginning lines, List<String> names, boolean headed) {
        this.lines = lines;
        this.names = names.stream().map(Guess::plain).toList();
        this.headed = headed;
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The first column with one of these words in its name, but for those two; none when there is none. */
    int column(List<String> words, int but, int norThat) {
        for (String word : words) {
            for (int i = 0; i < names.size(); i++) {
                if (i != but && i != norThat && names.get(i).contains(word)) {
                    return i;
                }
            }
        }
        return Columns.NONE;
    }

    /** The column of days: one so named that holds days, else the first that does, else the first of all. */
    int day() {
        for (String word : DAY) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).contains(word) && isOfDays(i)) {
                    return i;
                }
            }
        }
        for (int i = 0; i < lines.columns(); i++) {
            if (isOfDays(i)) {
                return i;
            }
        }
        return Math.max(0, column(DAY, Columns.NONE, Columns.NONE));
    }

    private boolean isOfDays(int column) {
        List<Beginning.Place> fields = lines.below(column, headed);
        return !fields.isEmpty() && days(column, form(column)) * 2 > fields.size();
    }

    private long days(int column, DayForm form) {
        return lines.below(column, headed).stream()
                .mapToLong(place -> Fields.month(lines.memory(), place.from(), place.to(), form))
                .filter(month -> month >= EARLIEST && month < LATEST)
                .count();
    }

    /** The form in which most of its fields are days. */
    DayForm form(int column) {
        DayForm best = DayForm.YEAR_FIRST;
        for (DayForm form : List.of(DayForm.MONTH_FIRST, DayForm.DAY_FIRST, DayForm.EPOCH)) {
            best = days(column, form) > days(column, best) ? form : best;
        }
        boolean either = isDoubtful(column) && best == DayForm.MONTH_FIRST;
        return either && !has(column, '/') ? DayForm.DAY_FIRST : best; // dots and dashes are no American's
    }

    boolean isDoubtful(int column) {
        long monthFirst = days(column, DayForm.MONTH_FIRST);
        return monthFirst > 0
                && monthFirst == days(column, DayForm.DAY_FIRST)
                && monthFirst > days(column, DayForm.YEAR_FIRST);
    }

    /** The column of lengths. */
    int length(int day, int cost) {
        int named = column(LENGTH, day, cost);
        if (named != Columns.NONE) {
            return named;
        }
        for (int i = 0; i < lines.columns(); i++) {
            if (i != day && i != cost && isOfLengths(i)) {
                return i;
            }
        }
        return day == 0 ? 1 : 0;
    }

    private boolean isOfLengths(int column) {
        List<Beginning.Place> fields = lines.below(column, headed);
        return !fields.isEmpty()
                && fields.stream().allMatch(place -> {
                    long seconds = Fields.seconds(lines.memory(), place.from(), place.to(), LengthForm.SECONDS, false);
                    return seconds != Fields.NOT && seconds < 100_000;
                });
    }

    LengthForm lengthForm(int column) {
        String name = column < names.size() ? names.get(column) : "";
        boolean ofMinutes = name.contains("min") || name.contains("دقائق");
        return ofMinutes && !name.contains("sec") ? LengthForm.MINUTES : LengthForm.SECONDS;
    }

    /** Whether a comma stands before decimals. */
    boolean comma(int cost, int length) {
        int column = cost == Columns.NONE ? length : cost;
        return has(column, ',') && !has(column, '.');
    }

    private boolean has(int column, char mark) {
        return lines.below(column, headed).stream().anyMatch(place -> {
            for (int i = place.from(); i < place.to(); i++) {
                if (lines.memory().get(ValueLayout.JAVA_BYTE, i) == mark) {
                    return true;
                }
            }
            return false;
        });
    }
}
