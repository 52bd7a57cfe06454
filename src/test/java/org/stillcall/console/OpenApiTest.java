package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.call.Switchboard.State;
import org.yaml.snakeyaml.Yaml;

/** Holds the API's description against its routes, in both directions, and against real answers. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final ApiRig rig = new ApiRig();
    private final Map<String, Object> description =
            new Yaml().load(new StringReader(rig.get("/api/openapi.yaml").body()));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void routesAndDescription_areTheSame() {
        Set<String> described = new TreeSet<>();
        map(description, "paths").forEach((path, operations) -> {
            for (String method : map(operations).keySet()) {
                if (METHODS.contains(method)) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        });
        Set<String> served = new TreeSet<>();
        for (Route route : rig.server.routes()) {
            served.add(route.method().name() + " " + route.path());
        }
        assertEquals(served, described);
    }

    @Test
    void routesWithoutToken_areDescribedSo() {
        for (Route route : rig.server.routes()) {
            Map<String, Object> operation = map(
                    map(map(description, "paths"), route.path()),
                    route.method().name().toLowerCase(Locale.ROOT));
            boolean open =
                    operation.get("security") instanceof List<?> list && (list.isEmpty() || list.contains(Map.of()));
            assertEquals(route.needs() == Route.Needs.NOTHING, open, route.path());
        }
    }

    @Test
    void answers_haveTheShapesDescribed() throws IOException {
        fits(rig.post("/api/call-keys"), "/api/call-keys", "post");
        fits(rig.placeSealed("desk", "helpline"), "/api/calls", "post");
        fits(rig.placeSealed("no-such-phone", "helpline"), "/api/calls", "post");
        fits(rig.post("/api/calls", ApiRig.request("desk", "helpline", "", ApiRig.CANARY)), "/api/calls", "post");
        fits(rig.post("/api/calls", "{"), "/api/calls", "post");
        fits(rig.get("/api/calls/c1"), "/api/calls/{id}", "get");
        rig.switchboard.move("c1", State.ENDED, java.util.Optional.of("COMPLETED"), "The call has ended.");
        fits(rig.get("/api/calls/c1"), "/api/calls/{id}", "get");
        fits(rig.delete("/api/calls/c1"), "/api/calls/{id}", "delete");
        fits(rig.get("/api/phones"), "/api/phones", "get");
        fits(rig.get("/api/trunks"), "/api/trunks", "get");
        fits(rig.get("/api/practice/phones"), "/api/practice/phones", "get");
        fits(rig.post("/api/practice/phones/ada/answer"), "/api/practice/phones/{name}/{action}", "post");
        fits(rig.post("/api/practice/phones/eve/answer"), "/api/practice/phones/{name}/{action}", "post");
        fits(rig.get("/healthz"), "/healthz", "get");
        fits(rig.send(rig.to("/healthz").GET()), "/healthz", "get");
        fits(rig.send(rig.to("/api/phones").GET()), "/api/phones", "get");
    }

    @Test
    void words_areThoseOfTheProgram() {
        assertEquals(names(State.values()), map(schema("State")).get("enum"));
        Map<String, Object> handset = map(schema("Handset"), "properties");
        assertEquals(
                names(PracticeDesk.Behaviour.values()),
                map(handset, "behaviour").get("enum"));
        assertEquals(names(PracticeDesk.State.values()), map(handset, "state").get("enum"));
    }

    private static List<String> names(Enum<?>[] values) {
        return List.of(values).stream().map(Enum::name).toList();
    }

    private void fits(HttpResponse<String> answer, String path, String method) throws IOException {
        Map<String, Object> responses = map(map(map(map(description, "paths"), path), method), "responses");
        String status = String.valueOf(answer.statusCode());
        Map<String, Object> response = resolved(responses.getOrDefault(status, responses.get("default")));
        if (!response.containsKey("content")) {
            assertEquals("", answer.body());
            return;
        }
        Object schema = map(map(map(response, "content"), "application/json")).get("schema");
        assertNotNull(schema);
        check(path + " " + status, new ObjectMapper().readValue(answer.body(), Object.class), resolved(schema));
    }

    private void check(String where, Object value, Map<String, Object> schema) {
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> list ? list : List.of(String.valueOf(type));
        assertTrue(types.contains(typeOf(value)), where + " is a " + typeOf(value) + ", not one of " + types);
        if (schema.get("enum") instanceof List<?> words) {
            assertTrue(words.contains(value), where + " is none of " + words);
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> properties = map(schema, "properties");
            assertTrue(
                    object.keySet().containsAll((List<?>) schema.getOrDefault("required", List.of())),
                    where + " lacks one");
            assertEquals(false, schema.get("additionalProperties"), where + " is open");
            object.forEach((key, inner) -> {
                assertTrue(properties.containsKey(key), where + " has " + key);
                check(where + "." + key, inner, resolved(properties.get(key)));
            });
        }
        if (value instanceof List<?> list) {
            list.forEach(inner -> check(where + "[]", inner, resolved(schema.get("items"))));
        }
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "string";
            case Boolean flag -> "boolean";
            case Integer number -> "integer";
            case List<?> list -> "array";
            case Map<?, ?> map -> "object";
            default -> "number";
        };
    }

    private Map<String, Object> resolved(Object node) {
        Map<String, Object> map = map(node);
        if (map.get("$ref") instanceof String reference) {
            Object at = description;
            for (String step : reference.substring(2).split("/")) {
                at = map(at).get(step);
            }
            return map(at);
        }
        return map;
    }

    private Object schema(String name) {
        return map(map(description, "components"), "schemas").get(name);
    }

    private static Map<String, Object> map(Object node, String key) {
        return map(map(node).get(key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        assertTrue(node instanceof Map, "A part of the description is missing.");
        return (Map<String, Object>) node;
    }
}
