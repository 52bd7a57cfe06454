package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.console.Portal.Known;
import org.stillcall.console.Portal.Paper;
import org.stillcall.console.Portal.Settings;
import org.stillcall.console.Portal.Signed;
import org.stillcall.store.PersonId;

/** A {@link Portal} as it is kept: one JSON object. */
final class PortalText {
    private static final int DAY_CHARACTERS = 10;
    private static final int MONTH_CHARACTERS = 7;

    private PortalText() {}

    static byte[] of(Portal portal) {
        return Json.object(json -> {
            if (portal.trunk() != null) {
                json.writeStringField("trunk", portal.trunk().text());
            }
            json.writeArrayFieldStart("people");
            for (PersonId person : portal.people()) {
                json.writeString(person.text());
            }
            json.writeEndArray();
            writeSettings(json, portal);
        });
    }

    /** All of it but the trunk and the people, as fields. */
    static void writeSettings(JsonGenerator json, Portal portal) throws IOException {
        json.writeStringField("itemisedOff", portal.settings().itemisedOff().name());
        json.writeStringField("twoStep", portal.settings().twoStep().name());
        json.writeNumberField("every", portal.every());
        if (portal.reviewed() != null) {
            json.writeStringField("reviewed", portal.reviewed().toString());
        }
        json.writeArrayFieldStart("papers");
        for (Paper paper : portal.papers()) {
            json.writeStartObject();
            json.writeStringField("month", paper.month().toString());
            write(json, paper.signed());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (portal.closed() != null) {
            json.writeObjectFieldStart("closed");
            write(json, portal.closed());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Signed signed) throws IOException {
        json.writeStringField("by", signed.by().text());
        json.writeStringField("day", signed.day().toString());
    }

    /** What comes back from the disk is checked again; empty for what is broken there. */
    static Optional<Portal> parse(byte[] text) {
        try {
            Asked asked = Asked.parse(text.clone())
                    .only("trunk", "people", "itemisedOff", "twoStep", "every", "reviewed", "papers", "closed");
            List<Paper> papers = new ArrayList<>();
            for (Asked each : asked.objects("papers", Portal.MONTHS + 1)) {
                papers.add(new Paper(month(each.only("month", "by", "day")), signed(each)));
            }
            return Optional.of(new Portal(
                    trunk(asked),
                    people(asked),
                    settings(asked),
                    every(asked),
                    asked.has("reviewed") ? LocalDate.parse(asked.text("reviewed", DAY_CHARACTERS)) : null,
                    papers,
                    asked.has("closed") ? signed(asked.object("closed").only("by", "day")) : null));
        } catch (RefusedException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Signed signed(Asked asked) {
        return new Signed(new PersonId(asked.id("by")), LocalDate.parse(asked.text("day", DAY_CHARACTERS)));
    }

    // parts that a request has as well

    static @Nullable Label trunk(Asked asked) {
        if (!asked.has("trunk")) {
            return null;
        }
        String text = asked.text("trunk", 40);
        if (!Label.isLabel(text)) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return new Label(text);
    }

    static Set<PersonId> people(Asked asked) {
        Set<PersonId> people = new LinkedHashSet<>();
        for (String id : asked.texts("people", Portal.MOST_PEOPLE)) {
            people.add(PersonId.parse(id).orElseThrow(() -> new RefusedException(Refusal.MALFORMED)));
        }
        return people;
    }

    static Settings settings(Asked asked) {
        return new Settings(asked.word("itemisedOff", Known.class), asked.word("twoStep", Known.class));
    }

    static int every(Asked asked) {
        return asked.number("every", 1, Portal.MOST_DAYS);
    }

    static YearMonth month(Asked asked) {
        try {
            return YearMonth.parse(asked.text("month", MONTH_CHARACTERS));
        } catch (DateTimeParseException e) { // it quotes the text, so it ends here
            throw new RefusedException(Refusal.MALFORMED);
        }
    }
}
