package org.stillcall.console;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.FieldCount;
import org.stillcall.store.Store;
import org.stillcall.store.StoredField;

/** What is really stored (G22, P10): each declared field with its purpose, reader and end, counted at this moment. */
final class PrivacyRoutes {
    private final Staff staff;

    PrivacyRoutes(Staff staff) {
        this.staff = staff;
    }

    List<Route> all() {
        return List.of(Route.get("/api/privacy", this::show).needs(Needs.HOST_TOO));
    }

    private void show(Context request) {
        Map<StoredField, FieldCount> counted = new HashMap<>();
        staff.store().census(staff.onlyCentre().id()).forEach(count -> counted.put(count.field(), count));
        String day = LocalDate.ofInstant(staff.now(), ZoneOffset.UTC).toString();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("fields");
            for (StoredField field : Store.fields()) {
                FieldCount count = counted.get(field);
                json.writeStartObject();
                json.writeStringField("table", field.table());
                json.writeStringField("column", field.column());
                json.writeStringField("purpose", field.purpose());
                json.writeStringField("readableBy", field.readableBy().name());
                json.writeStringField("end", field.end());
                if (count == null) {
                    json.writeNullField("count"); // what stands outside of the database is not counted
                    json.writeNullField("oldestDay");
                } else {
                    json.writeNumberField("count", count.count());
                    json.writeStringField(
                            "oldestDay",
                            count.oldestDay().map(LocalDate::toString).orElse(null));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("day", day);
        }));
    }
}
