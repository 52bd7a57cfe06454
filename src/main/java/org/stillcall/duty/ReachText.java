package org.stillcall.duty;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;

/** A reach as it is kept. */
final class ReachText {
    private ReachText() {}

    static byte[] write(Reach reach) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("languages", joined(reach.languages().stream().sorted().toList()));
        fields.put("voice", reach.voice());
        fields.put("phones", joined(reach.phones()));
        fields.put("direct", reach.direct());
        return DutyFields.write(fields);
    }

    private static String joined(Collection<Label> labels) {
        return labels.stream().map(Label::text).collect(Collectors.joining(","));
    }

    /** Throws {@link DutyFields.FaultException} for what {@link #write} did not make. */
    static Reach read(byte[] text) {
        return DutyFields.whole(
                text,
                fields -> new Reach(
                        Set.copyOf(fields.take("languages", ReachText::labels)),
                        fields.take("voice", Voice::valueOf),
                        fields.take("phones", ReachText::labels),
                        fields.takeAny("direct", Label::new)));
    }

    private static List<Label> labels(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Label::new).toList();
    }
}
