package org.stillcall.duty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lines of {@code name=value}, as what this package keeps is written. Read once and strictly: a line that is twice, not
 * known or not as it should be makes the text no such text.
 */
final class DutyFields {
    private final Map<String, String> values;

    private DutyFields(Map<String, String> values) {
        this.values = values;
    }

    /** Ends the reading; has no trace and quotes nothing. */
    static final class FaultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FaultException() {
            super("A kept text about duty cannot be read.", null, false, false);
        }
    }

    static DutyFields read(byte[] text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : decoded(text).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals < 1 || values.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
                throw new FaultException();
            }
        }
        return new DutyFields(values);
    }

    private static String decoded(byte[] text) {
        if (text.length > DutyLimits.TEXT_BYTES) {
            throw new FaultException();
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new FaultException();
        }
    }

    /** Reads what {@code read} takes of the text; whatever it does not take, or refuses, is a fault. */
    static <T> T whole(byte[] text, Function<DutyFields, T> read) {
        DutyFields fields = read(text);
        try {
            T value = read.apply(fields);
            if (!fields.values.isEmpty()) {
                throw new FaultException();
            }
            return value;
        } catch (IllegalArgumentException
                | java.time.DateTimeException
                | ArithmeticException e) { // quotes what it read
            throw new FaultException();
        }
    }

    <T> T take(String name, Function<String, T> read) {
        String value = values.remove(name);
        if (value == null) {
            throw new FaultException();
        }
        return read.apply(value);
    }

    /** As {@link #take}; an empty value is null. */
    <T> @Nullable T takeAny(String name, Function<String, T> read) {
        String value = take(name, text -> text);
        return value.isEmpty() ? null : read.apply(value);
    }

    /** All that is left. */
    SortedMap<String, String> rest() {
        SortedMap<String, String> rest = new TreeMap<>(values);
        values.clear();
        return rest;
    }

    static byte[] write(Map<String, ? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "\n").append(name).append('=').append(value == null ? "" : value));
        return text.toString().getBytes(UTF_8);
    }
}
