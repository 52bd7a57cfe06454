package org.stillcall.duty;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody said last, as it is kept. */
final class SwitchText {
    private SwitchText() {}

    static byte[] write(Switch said) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("position", said.position());
        fields.put("since", said.since());
        Switch.Extra extra = said.extra();
        fields.put("extra", extra == null ? null : extra.until());
        return DutyFields.write(fields);
    }

    /** Throws {@link DutyFields.FaultException} for what {@link #write} did not make. */
    static Switch read(byte[] text) {
        return DutyFields.whole(
                text,
                fields -> new Switch(
                        fields.take("position", Switch.Position::valueOf),
                        fields.take("since", Instant::parse),
                        fields.takeAny("extra", until -> new Switch.Extra(Instant.parse(until)))));
    }
}
