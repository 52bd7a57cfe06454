package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.stillcall.plan.Conduct;
import org.stillcall.plan.Language;
import org.stillcall.plan.Note;
import org.stillcall.plan.Verdict;

/** Writes what was decided about a call, with all that the advocate is told and keeps to. */
final class Verdicts {
    private Verdicts() {}

    /** Whether a call may be made, as the fields of an object. */
    static void write(JsonGenerator json, Verdict verdict) throws IOException {
        switch (verdict) {
            case Verdict.Refuse refuse -> {
                json.writeBooleanField("may", false);
                json.writeStringField("reason", refuse.reason().name());
                json.writeStringField("message", refuse.reason().sentence());
                json.writeStringField(
                        "nextSafeTime",
                        refuse.nextSafeTime().map(Instant::toString).orElse(null));
            }
            case Verdict.Confirm confirm -> {
                json.writeBooleanField("may", true);
                json.writeStringField("message", confirm.question().sentence());
            }
            case Verdict.Permit permit -> {
                json.writeBooleanField("may", true);
                writeFollowed(json, permit);
            }
        }
    }

    /** What goes with a leave to call, as fields of an object. */
    static void writeFollowed(JsonGenerator json, Verdict.Permit permit) throws IOException {
        json.writeStringField("message", permit.message());
        write(json, "notes", permit.notes().stream().sorted().map(Note::name).toList());
        Conduct conduct = permit.conduct();
        if (conduct != null) {
            json.writeStringField("voicemail", conduct.voicemail().name());
            json.writeObjectFieldStart("dropped");
            json.writeStringField("rule", conduct.dropped().word());
            json.writeNumberField("minutes", conduct.dropped().time().toMinutes());
            json.writeEndObject();
            write(
                    json,
                    "languages",
                    conduct.languages().stream().map(Language::tag).toList());
        }
    }

    private static void write(JsonGenerator json, String name, List<String> words) throws IOException {
        json.writeArrayFieldStart(name);
        for (String word : words) {
            json.writeString(word);
        }
        json.writeEndArray();
    }
}
