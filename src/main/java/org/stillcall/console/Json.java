package org.stillcall.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** JSON in and out, field by field: no reflection, no buffers that outlive a request. */
final class Json {
    private static final JsonFactory FACTORY = factory(2, ApiLimits.BODY_BYTES);
    private static final JsonFactory DEEP = factory(ApiLimits.JSON_DEPTH, ApiLimits.PROMPT_BODY_BYTES);

    private Json() {}

    private static JsonFactory factory(int depth, int longestText) {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(longestText)
                        .maxNestingDepth(depth)
                        .maxNameLength(64)
                        .maxNumberLength(40)
                        .build())
                .build();
    }

    /** A parser of objects within objects, {@link ApiLimits#JSON_DEPTH} deep at most. */
    static JsonParser deep(byte[] body) throws IOException {
        return DEEP.createParser(body);
    }

    /** Writes one value. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written to.", e);
        }
        return out.toByteArray();
    }

    /** Writes one object. */
    static byte[] object(Body fields) {
        return bytes(json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    /**
     * Reads one flat object whose values are texts, with all the {@code needed} fields and none but these and the
     * {@code possible}.
     *
     * @throws RefusedException when it is anything else
     */
    static Map<String, String> texts(byte[] body, Set<String> needed, Set<String> possible) {
        Map<String, String> read = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RefusedException(Refusal.MALFORMED);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (!(needed.contains(name) || possible.contains(name)) || json.nextToken() != JsonToken.VALUE_STRING) {
                    throw new RefusedException(Refusal.MALFORMED);
                }
                read.put(name, json.getText());
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new RefusedException(Refusal.MALFORMED);
            }
        } catch (IOException e) { // not JSON; the exception quotes the text, so it ends here
            throw new RefusedException(Refusal.MALFORMED);
        }
        if (!read.keySet().containsAll(needed)) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return read;
    }
}
