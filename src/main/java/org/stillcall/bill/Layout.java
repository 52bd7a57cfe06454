package org.stillcall.bill;

import java.util.Optional;
import org.stillcall.bill.Columns.DayForm;
import org.stillcall.bill.Columns.LengthForm;
import org.stillcall.bill.Writing.Encoding;
import org.stillcall.bill.Writing.Separator;

/**
 * How one carrier's bills are written, and the price agreed with it: what is remembered from one month to the next.
 *
 * @param price of a minute, in millionths; 0 when nobody said
 */
public record Layout(Writing writing, Columns columns, long price) {
    private static final int WORDS = 12;

    /** Numbers and words of ours, with spaces between. */
    public String text() {
        return String.join(
                " ",
                writing.encoding().name(),
                writing.separator().name(),
                String.valueOf(writing.headed()),
                columns.day().column() + " " + columns.day().form(),
                columns.length().column() + " " + columns.length().form(),
                columns.cost().column() + " " + columns.cost().comma(),
                columns.direction().column() + " " + price,
                String.valueOf(columns.account().column()));
    }

    /** Empty when it is not one, of another version for instance. */
    public static Optional<Layout> parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length == WORDS - 1) { // written before bills of several lines were read
            return parse(text + " " + Columns.NONE);
        }
        if (words.length != WORDS) {
            return Optional.empty();
        }
        try {
            Writing writing = new Writing(
                    Encoding.valueOf(words[0]), Separator.valueOf(words[1]), Boolean.parseBoolean(words[2]));
            Columns columns = new Columns(
                    new Columns.Day(Integer.parseInt(words[3]), DayForm.valueOf(words[4])),
                    new Columns.Length(Integer.parseInt(words[5]), LengthForm.valueOf(words[6])),
                    new Columns.Cost(Integer.parseInt(words[7]), Boolean.parseBoolean(words[8])),
                    new Columns.Direction(Integer.parseInt(words[9])),
                    new Columns.Account(Integer.parseInt(words[11])));
            return Optional.of(new Layout(writing, columns, Long.parseLong(words[10])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
