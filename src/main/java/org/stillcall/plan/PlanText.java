package org.stillcall.plan;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;

/** The policy half of a contact plan as JSON: read strictly, or refused with the field and a plain sentence. */
public final class PlanText {
    private static final int DEPTH = 4;
    private static final int LONGEST_TEXT = 64;
    private static final String NOT_A_PLAN = "This is not a contact plan.";
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(10)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .build())
            .build();

    private PlanText() {}

    /** What came of reading. */
    public sealed interface Reading {}

    public record Parsed(ContactPlan plan) implements Reading {}

    /**
     * A plan that is not taken.
     *
     * @param field its path, such as {@code voicemail.until}, from a fixed list; empty when it is the text as a whole
     * @param sentence for people; never quotes what was read
     */
    public record Faulty(String field, String sentence) implements Reading {}

    /** Reads UTF-8 JSON of at most {@code Limits.PLAN_BYTES}. */
    public static Reading parse(byte[] text) {
        if (text.length > Limits.PLAN_BYTES) {
            return new Faulty("", "The plan is too long. Take out some of its times.");
        }
        try {
            return new Parsed(PlanReader.plan(new PlanFields("", tree(text))));
        } catch (PlanFields.FaultException fault) {
            return new Faulty(fault.field(), fault.sentence());
        } catch (IOException e) { // not JSON; the exception quotes the text, so it ends here
            return new Faulty("", NOT_A_PLAN);
        }
    }

    /** UTF-8 JSON that {@link #parse} reads back to an equal plan. */
    public static byte[] write(ContactPlan plan) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            PlanWriter.write(json, plan);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written to.", e);
        }
        return out.toByteArray();
    }

    private static Object tree(byte[] text) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            Object tree = value(json, json.nextToken());
            if (json.nextToken() != null) {
                throw new PlanFields.FaultException("", NOT_A_PLAN);
            }
            return tree;
        }
    }

    /** A value as maps, lists, texts, whole numbers and truths; nesting and sizes are bounded by the factory. */
    private static Object value(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken next = json.nextToken();
                    fields.put(name, next == JsonToken.VALUE_NULL ? null : value(json, next)); // null is missing
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                JsonToken next = json.nextToken();
                while (next != JsonToken.END_ARRAY) {
                    items.add(value(json, next));
                    next = json.nextToken();
                }
                yield items;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null -> throw new PlanFields.FaultException("", NOT_A_PLAN);
            case VALUE_NULL,
                    VALUE_NUMBER_FLOAT,
                    VALUE_EMBEDDED_OBJECT,
                    NOT_AVAILABLE,
                    FIELD_NAME,
                    END_OBJECT,
                    END_ARRAY -> throw new PlanFields.FaultException("", NOT_A_PLAN);
        };
    }
}
