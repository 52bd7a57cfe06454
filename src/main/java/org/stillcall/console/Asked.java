package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;

/**
 * One JSON object of a request, read strictly: a field that is missing, unknown, of another kind or too long makes the
 * request {@link Refusal#MALFORMED}. Bytes travel as base64url without padding, in their one canonical form.
 */
final class Asked {
    private static final int ID_BYTES = 16;

    private final Map<String, @Nullable Object> fields;

    private Asked(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** The body, at most {@link ApiLimits#BODY_BYTES} long. */
    static Asked of(Context request) throws IOException {
        return of(request, ApiLimits.BODY_BYTES);
    }

    /** The body; its bytes are overwritten once read. */
    static Asked of(Context request, int mostBytes) throws IOException {
        return parse(Exchange.jsonBody(request, mostBytes));
    }

    /** Overwrites {@code body} once read. */
    static Asked parse(byte[] body) {
        try (JsonParser json = Json.deep(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            Asked asked = new Asked(object(json));
            if (json.nextToken() != null) {
                throw malformed();
            }
            return asked;
        } catch (IOException e) { // not JSON; the exception quotes the text, so it ends here
            throw malformed();
        } finally {
            java.util.Arrays.fill(body, (byte) 0);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            fields.put(name, value(json, json.nextToken()));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    list.add(value(json, next));
                }
                yield list;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw malformed();
        };
    }

    private static RefusedException malformed() {
        return new RefusedException(Refusal.MALFORMED);
    }

    /** Refuses any field that is not one of these. */
    Asked only(String... names) {
        if (!Set.of(names).containsAll(fields.keySet())) {
            throw malformed();
        }
        return this;
    }

    /** Whether the field is there, if only as null. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    boolean isNull(String name) {
        return fields.containsKey(name) && fields.get(name) == null;
    }

    private <T> T as(Class<T> kind, String name) {
        Object value = fields.get(name);
        if (!kind.isInstance(value)) {
            throw malformed();
        }
        return kind.cast(value);
    }

    /** A text of 1 to {@code most} characters. */
    String text(String name, int most) {
        String text = as(String.class, name);
        if (text.isEmpty() || text.length() > most) {
            throw malformed();
        }
        return text;
    }

    /** A word of a list. */
    <E extends Enum<E>> E word(String name, Class<E> words) {
        String text = text(name, 40);
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        throw malformed();
    }

    /** 16 bytes that a browser chose, as 22 characters. */
    String id(String name) {
        String text = text(name, 22);
        if (!isId(text)) {
            throw malformed();
        }
        return text;
    }

    static boolean isId(String text) {
        return Base64Url.spells(text, ID_BYTES);
    }

    /** Bytes, at least {@code least} and at most {@code most}. */
    byte[] bytes(String name, int least, int most) {
        byte[] bytes = Base64Url.decode(as(String.class, name));
        if (bytes == null || bytes.length < least || bytes.length > most) {
            throw malformed();
        }
        return bytes;
    }

    /** A whole number within bounds, both included. */
    int number(String name, int least, int most) {
        long number = as(Long.class, name);
        if (number < least || number > most) {
            throw malformed();
        }
        return (int) number;
    }

    boolean flag(String name) {
        return as(Boolean.class, name);
    }

    /** An object within. */
    @SuppressWarnings("unchecked") // Every map here was made above.
    Asked object(String name) {
        return new Asked(as(Map.class, name));
    }

    /** A list of objects, at most {@code most}. */
    @SuppressWarnings("unchecked")
    List<Asked> objects(String name, int most) {
        List<Asked> objects = new ArrayList<>();
        for (Object each : as(List.class, name)) {
            if (!(each instanceof Map<?, ?> map) || objects.size() == most) {
                throw malformed();
            }
            objects.add(new Asked((Map<String, @Nullable Object>) map));
        }
        return objects;
    }

    /** A list of texts, at most {@code most}, each of 1 to 40 characters. */
    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        for (Object each : as(List.class, name)) {
            if (!(each instanceof String text) || text.isEmpty() || text.length() > 40 || texts.size() == most) {
                throw malformed();
            }
            texts.add(text);
        }
        return texts;
    }

    /** The value of a field as JSON again. */
    byte[] json(String name) {
        Map<?, ?> value = as(Map.class, name);
        return Json.bytes(json -> write(json, value));
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object each : list) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case null, default -> json.writeNull();
        }
    }

    /** Says nothing of what was asked. */
    @Override
    public String toString() {
        return "Asked";
    }
}
