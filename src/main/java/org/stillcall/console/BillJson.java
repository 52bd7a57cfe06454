package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Locale;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.bill.BillSums;
import org.stillcall.bill.Columns;
import org.stillcall.bill.Comparison;
import org.stillcall.bill.Head;
import org.stillcall.bill.Layout;
import org.stillcall.bill.Remark;
import org.stillcall.bill.Writing;

/** Bills as the API has them. */
final class BillJson {
    private static final int MOST_PRICE = 1_000_000_000; // a thousand of whatever the bill is in, for a minute

    private BillJson() {}

    static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
    }

    /** How a verdict is kept. */
    static Label word(Remark.Level level) {
        return new Label(level.name().toLowerCase(Locale.ROOT));
    }

    static String word(Label verdict) {
        return verdict.text().toUpperCase(Locale.ROOT);
    }

    static Layout layout(Asked asked) {
        asked.only("encoding", "separator", "headed", "day", "length", "cost", "direction", "account", "price");
        Writing writing = new Writing(
                asked.word("encoding", Writing.Encoding.class),
                asked.word("separator", Writing.Separator.class),
                asked.flag("headed"));
        Asked day = asked.object("day").only("column", "form");
        Asked length = asked.object("length").only("column", "form");
        Asked cost = asked.object("cost").only("column", "comma");
        Columns columns = new Columns(
                new Columns.Day(column(day, 0), day.word("form", Columns.DayForm.class)),
                new Columns.Length(column(length, 0), length.word("form", Columns.LengthForm.class)),
                new Columns.Cost(column(cost, Columns.NONE), cost.flag("comma")),
                new Columns.Direction(column(asked.object("direction").only("column"), Columns.NONE)),
                new Columns.Account(column(asked.object("account").only("column"), Columns.NONE)));
        return new Layout(writing, columns, asked.number("price", 0, MOST_PRICE));
    }

    private static int column(Asked asked, int least) {
        return asked.number("column", least, Limits.BILL_COLUMNS - 1);
    }

    static void write(JsonGenerator json, Head head) throws IOException {
        json.writeArrayFieldStart("names");
        for (String name : head.names()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeBooleanField("doubtful", head.doubtful());
        write(json, new Layout(head.writing(), head.guess(), 0));
    }

    static void write(JsonGenerator json, Layout layout) throws IOException {
        Columns columns = layout.columns();
        json.writeObjectFieldStart("layout");
        json.writeStringField("encoding", layout.writing().encoding().name());
        json.writeStringField("separator", layout.writing().separator().name());
        json.writeBooleanField("headed", layout.writing().headed());
        json.writeObjectFieldStart("day");
        json.writeNumberField("column", columns.day().column());
        json.writeStringField("form", columns.day().form().name());
        json.writeEndObject();
        json.writeObjectFieldStart("length");
        json.writeNumberField("column", columns.length().column());
        json.writeStringField("form", columns.length().form().name());
        json.writeEndObject();
        json.writeObjectFieldStart("cost");
        json.writeNumberField("column", columns.cost().column());
        json.writeBooleanField("comma", columns.cost().comma());
        json.writeEndObject();
        json.writeObjectFieldStart("direction");
        json.writeNumberField("column", columns.direction().column());
        json.writeEndObject();
        json.writeObjectFieldStart("account");
        json.writeNumberField("column", columns.account().column());
        json.writeEndObject();
        json.writeNumberField("price", layout.price());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Comparison.Ours ours) throws IOException {
        json.writeObjectFieldStart("ours");
        json.writeNumberField("calls", ours.calls());
        json.writeNumberField("seconds", ours.seconds());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, BillSums sums) throws IOException {
        json.writeObjectFieldStart("bill");
        json.writeNumberField("calls", sums.calls());
        json.writeNumberField("seconds", sums.seconds());
        json.writeNumberField("cost", sums.cost());
        json.writeNumberField("otherMonth", sums.otherMonth());
        json.writeNumberField("otherLine", sums.otherLine());
        json.writeNumberField("inbound", sums.inbound());
        json.writeNumberField("unanswered", sums.unanswered());
        json.writeNumberField("unansweredCost", sums.unansweredCost());
        json.writeNumberField("unread", sums.unread());
        json.writeEndObject();
    }
}
