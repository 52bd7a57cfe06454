package org.stillcall.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.stillcall.plan.SafeTimes.Window;

/** Writes a plan as the JSON that {@link PlanReader} reads. */
final class PlanWriter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

    private PlanWriter() {}

    static void write(JsonGenerator json, ContactPlan plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("programme", plan.programme().text());
        json.writeStringField("zone", plan.zone().getId());
        times(json, plan);
        json.writeStringField("caller", plan.caller().name());
        RingPattern ring = plan.ring();
        if (ring != null) {
            json.writeObjectFieldStart("ring");
            json.writeNumberField("seconds", ring.ring().toSeconds());
            json.writeNumberField("waitSeconds", ring.pause().toSeconds());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("voicemail");
        json.writeStringField("consent", plan.voicemail().wording().name());
        consent(json, plan.voicemail().consent());
        json.writeEndObject();
        dropped(json, plan.dropped());
        json.writeObjectFieldStart("identity");
        json.writeStringField("shows", plan.identity().shows().name());
        consent(json, plan.identity().consent());
        json.writeEndObject();
        RejectionConsent rejected = plan.ifRejected();
        if (rejected != null) {
            ifRejected(json, rejected);
        }
        json.writeBooleanField("monitored", plan.monitored());
        json.writeArrayFieldStart("languages");
        for (Language language : plan.languages()) {
            json.writeString(language.tag());
        }
        json.writeEndArray();
        json.writeStringField("end", plan.end().toString());
        json.writeStringField("askAgain", plan.askAgain().toString());
        json.writeNumberField("attempts", plan.attempts());
        json.writeEndObject();
    }

    private static void times(JsonGenerator json, ContactPlan plan) throws IOException {
        json.writeArrayFieldStart("windows");
        for (Window window : plan.windows()) {
            json.writeStartObject();
            json.writeStringField("day", PlanReader.day(window.day()));
            json.writeStringField("from", text(window.from()));
            json.writeStringField("to", text(window.to()));
            json.writeEndObject();
        }
        json.writeEndArray();
        stretches(json, "once", plan.once());
        stretches(json, "except", plan.except());
    }

    private static void stretches(JsonGenerator json, String name, List<Stretch> stretches) throws IOException {
        json.writeArrayFieldStart(name);
        for (Stretch stretch : stretches) {
            json.writeStartObject();
            json.writeStringField("from", text(stretch.from()));
            json.writeStringField("to", text(stretch.to()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void dropped(JsonGenerator json, DroppedRule rule) throws IOException {
        json.writeObjectFieldStart("dropped");
        json.writeStringField("rule", rule.word());
        json.writeNumberField("minutes", rule.time().toMinutes());
        json.writeEndObject();
    }

    private static void ifRejected(JsonGenerator json, RejectionConsent rejected) throws IOException {
        json.writeObjectFieldStart("ifRejected");
        json.writeStringField("scope", rejected.scope().name());
        consent(json, rejected.consent());
        json.writeArrayFieldStart("risks");
        for (RejectionConsent.Risk risk : RejectionConsent.Risk.values()) {
            json.writeString(risk.name());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void consent(JsonGenerator json, Consent consent) throws IOException {
        json.writeStringField("given", consent.given().toString());
        json.writeStringField("until", consent.until().toString());
    }

    private static String text(LocalTime time) {
        return TIME.format(time);
    }

    private static String text(LocalDateTime moment) {
        return MOMENT.format(moment);
    }
}
