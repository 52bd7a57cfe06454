package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.stillcall.console.DeskMeans.SmallCounts;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.PublishedMonth;

/** Totals for funders, of months that are over, as they were settled: for coordinators, each the same. */
final class TotalsRoutes {
    private static final String CSV = "text/csv; charset=utf-8";

    private final Staff staff;
    private final MonthPress press;

    TotalsRoutes(Staff staff, MonthPress press) {
        this.staff = staff;
        this.press = press;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/totals", this::json).needs(Needs.COORDINATOR),
                Route.get("/api/totals.csv", this::csv).needs(Needs.COORDINATOR));
    }

    private record Asked(List<PublishedMonth> all, TotalsSpan span) {}

    /** The months that were asked for; the last one that is over, where none were. */
    private Asked asked(Context request) {
        press.settle();
        List<PublishedMonth> all =
                staff.store().published(DeskSession.of(request).centre()).list();
        String from = request.queryParam("from");
        String until = request.queryParam("until");
        if (from == null && until == null) {
            List<PublishedMonth> last = all.isEmpty() ? all : List.of(all.getLast());
            YearMonth month =
                    last.isEmpty() ? YearMonth.of(1, 1) : last.getFirst().month();
            return new Asked(all, TotalsSpan.of(last, month, month));
        }
        return new Asked(all, TotalsSpan.of(all, month(from), month(until)));
    }

    private static YearMonth month(@Nullable String text) {
        try {
            if (text != null && text.length() == 7) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        throw new RefusedException(Refusal.MALFORMED);
    }

    private void csv(Context request) {
        request.header("Content-Disposition", "attachment; filename=\"totals.csv\"");
        request.status(200).contentType(CSV).result(TotalsCsv.of(asked(request).span()));
    }

    private void json(Context request) {
        Asked asked = asked(request);
        TotalsSpan span = asked.span();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("settled");
            for (PublishedMonth month : asked.all()) {
                json.writeString(month.month().toString());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("months");
            for (YearMonth month : span.months().keySet()) {
                json.writeString(month.toString());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("ways");
            for (SmallCounts way : span.ways()) {
                json.writeString(way.name());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("tables");
            for (ShownTable table : span.sums()) {
                write(json, table);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("method");
            for (String sentence : span.method()) {
                json.writeString(sentence);
            }
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, ShownTable table) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", table.name());
        json.writeArrayFieldStart("columns");
        for (String column : table.columns()) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (String row : table.rows()) {
            json.writeStartObject();
            json.writeStringField("programme", row);
            write(json, table, row);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("all");
        write(json, table, ShownTable.SUM);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** By column, the row's sum last; null for what is not shown. */
    private static void write(JsonGenerator json, ShownTable table, String row) throws IOException {
        json.writeArrayFieldStart("counts");
        for (String column : table.columnsAndSum()) {
            OptionalLong count = table.at(row, column);
            if (count.isPresent()) {
                json.writeNumber(count.getAsLong());
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
