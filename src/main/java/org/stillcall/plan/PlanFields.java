package org.stillcall.plan;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object in a plan's text. Each is taken once by its name, and {@link #done} refuses what nobody
 * took; whatever is not as it should be ends the reading with the field's path and a sentence.
 */
final class PlanFields {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    private final String path;
    private final Map<?, ?> fields;
    private final Set<String> taken = new HashSet<>();

    /** Ends the reading; has no trace and quotes nothing that was read. */
    static final class FaultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String field;
        private final String sentence;

        FaultException(String field, String sentence) {
            super(sentence, null, false, false);
            this.field = field;
            this.sentence = sentence;
        }

        String field() {
            return field;
        }

        String sentence() {
            return sentence;
        }
    }

    PlanFields(String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new FaultException(path, path.isEmpty() ? "This is not a contact plan." : "This part is incomplete.");
        }
        this.path = path;
        this.fields = map;
    }

    FaultException fault(String name, String sentence) {
        return new FaultException(path.isEmpty() ? name : path + "." + name, sentence);
    }

    /** Refuses every field that was not asked for; an unknown name is not quoted. */
    void done() {
        for (Object name : fields.keySet()) {
            if (!taken.contains(name)) {
                throw new FaultException(path, "There is a field that a plan does not have.");
            }
        }
    }

    boolean has(String name) {
        taken.add(name);
        return fields.get(name) != null;
    }

    PlanFields object(String name) {
        return new PlanFields(path.isEmpty() ? name : path + "." + name, needed(name));
    }

    <T> List<T> list(String name, int most, Function<Object, T> item) {
        if (!(needed(name) instanceof List<?> items)) {
            throw fault(name, "This has to be a list.");
        }
        if (items.size() > most) {
            throw fault(name, "This list is too long.");
        }
        List<T> read = new ArrayList<>();
        for (Object each : items) {
            read.add(item.apply(each));
        }
        return read;
    }

    String text(String name, String sentence) {
        if (!(needed(name) instanceof String text)) {
            throw fault(name, sentence);
        }
        return text;
    }

    boolean truth(String name) {
        if (!(needed(name) instanceof Boolean truth)) {
            throw fault(name, "Say yes or no.");
        }
        return truth;
    }

    int number(String name, IntPredicate fits, String sentence) {
        if (!(needed(name) instanceof Integer number) || !fits.test(number)) {
            throw fault(name, sentence);
        }
        return number;
    }

    <E extends Enum<E>> E choice(String name, E[] choices) {
        E chosen = oneOf(text(name, "Choose one of the answers."), choices);
        if (chosen == null) {
            throw fault(name, "Choose one of the answers.");
        }
        return chosen;
    }

    static <E extends Enum<E>> @Nullable E oneOf(Object text, E[] choices) {
        for (E each : choices) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        return null;
    }

    LocalDate day(String name) {
        String sentence = "Give a day, such as 2026-12-22.";
        String text = text(name, sentence);
        LocalDate day = text.length() == 10 ? read(text, LocalDate::parse) : null;
        if (day == null || day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw fault(name, sentence);
        }
        return day;
    }

    LocalTime time(String name) {
        String sentence = "Give a time of day, such as 09:30.";
        String text = text(name, sentence);
        LocalTime time = text.length() == 5 ? read(text, LocalTime::parse) : null;
        if (time == null) {
            throw fault(name, sentence);
        }
        return time;
    }

    LocalDateTime moment(String name) {
        String sentence = "Give a day and a time, such as 2026-11-25T14:00.";
        String text = text(name, sentence);
        LocalDateTime moment = text.length() == 16 ? read(text, LocalDateTime::parse) : null;
        if (moment == null
                || moment.toLocalDate().isBefore(FIRST)
                || moment.toLocalDate().isAfter(LAST)) {
            throw fault(name, sentence);
        }
        return moment;
    }

    private static <T> @Nullable T read(String text, Function<CharSequence, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeParseException e) { // it quotes the text, so it ends here
            return null;
        }
    }

    private Object needed(String name) {
        taken.add(name);
        Object value = fields.get(name);
        if (value == null) {
            throw fault(name, "This is missing.");
        }
        return value;
    }
}
