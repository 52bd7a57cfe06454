package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Label;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.call.LineView;
import org.stillcall.call.LineView.Waits;
import org.stillcall.call.Switchboard.AfterDrop;
import org.stillcall.call.Switchboard.AnsweredBy;
import org.stillcall.call.Switchboard.Next;
import org.stillcall.call.Switchboard.State;
import org.stillcall.call.TrunkUse;
import org.stillcall.store.AlertKind;
import org.stillcall.store.DeviceKind;
import org.stillcall.store.Role;
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
        for (Route route : everyRoute()) {
            served.add(route.method().name() + " " + route.path());
        }
        assertEquals(served, described);
    }

    /** The switch's and the people's. */
    private static List<Route> everyRoute() {
        try (DeskRig desk = new DeskRig()) {
            return desk.server.routes();
        }
    }

    /** What a route needs is described by who may ask. */
    @Test
    void rights_areDescribedAsTheyAre() {
        for (Route route : everyRoute()) {
            Map<String, Object> operation = map(
                    map(map(description, "paths"), route.path()),
                    route.method().name().toLowerCase(Locale.ROOT));
            String security = String.valueOf(operation.getOrDefault("security", description.get("security")));
            boolean person = security.contains("person");
            boolean token = security.contains("token");
            String where = route.method() + " " + route.path() + " " + security;
            switch (route.needs()) {
                case NOTHING -> {}
                case TOKEN_OR_SESSION -> assertTrue(token && !person, where);
                case CALLER, CALLER_LOCKED_TOO, HOST_TOO, HOST -> assertTrue(token && person, where);
                case PHONE, SIGNED_IN, PERSON, ADVOCATE, COORDINATOR -> assertTrue(person && !token, where);
            }
        }
    }

    @Test
    void answersToPeople_haveTheShapesDescribed() throws IOException {
        try (DeskRig desk = new DeskRig()) {
            DeskBrowser ada = desk.browser();
            fits(ada.get("/api/desk"), "/api/desk", "get");
            fits(ada.setUp(desk), "/api/setup/finish", "post");
            fits(ada.get("/api/desk"), "/api/desk", "get");
            fits(ada.post("/api/touch", "{\"patient\":true}"), "/api/touch", "post");
            fits(ada.post("/api/device", "{\"device\":\"" + ada.device + "\"}"), "/api/device", "post");
            fits(ada.beginSignIn(), "/api/sign-in/begin", "post");
            fits(ada.signIn(), "/api/sign-in/finish", "post");
            fits(ada.beginForMe(), "/api/joins", "post");
            DeskBrowser ben = desk.browser();
            DeskBrowser.Joining joining = ada.invite(ben, "COORDINATOR");
            fits(ben.sayCode(joining), "/api/join", "post");
            fits(ben.introduce(joining), "/api/join/key", "post");
            fits(ada.get("/api/joins/" + joining.join), "/api/joins/{id}", "get");
            fits(ada.reveal(joining), "/api/joins/{id}/reveal", "post");
            fits(ada.approve(joining, ben, true), "/api/joins/{id}/approve", "post");
            fits(ben.joinState(joining), "/api/join/state", "post");
            fits(ben.finishJoin(joining, ben.joinState(joining)), "/api/join/finish", "post");
            fits(ada.get("/api/people"), "/api/people", "get");
            fits(ada.get("/api/me/devices"), "/api/me/devices", "get");
            String shift = "{\"programme\":\"helpline\",\"tier\":\"FIRST\",\"first\":\"2026-11-30\",\"last\":null,"
                    + "\"days\":[\"MONDAY\"],\"weeksApart\":1,\"from\":\"09:00\",\"until\":\"17:00\",\"person\":null}";
            fits(ada.post("/api/shifts", shift), "/api/shifts", "post");
            fits(ada.get("/api/shifts"), "/api/shifts", "get");
            fits(ada.get("/api/duty"), "/api/duty", "get");
            fits(ada.put("/api/duty", "{\"position\":\"OFF\"}"), "/api/duty", "put");
            fits(ada.get("/api/rota"), "/api/rota", "get");
            desk.switchboard.lines = List.of(new LineView(
                    new Label("helpline"),
                    1,
                    1,
                    0,
                    0,
                    List.of(new Waits(java.util.Optional.empty(), 1, java.time.Duration.ofSeconds(5)))));
            fits(ada.get("/api/lines"), "/api/lines", "get");
            fits(ada.get("/api/totals"), "/api/totals", "get");
            desk.switchboard.uses = List.of(
                    new TrunkUse.Sums(new Label("carrier"), 3, 240, Rounding.MINUTE, new BillAccount(""), null));
            fits(ada.get("/api/bills"), "/api/bills", "get");
            fits(ada.post("/api/bills/columns", "{}"), "/api/bills/columns", "post");
            fits(ada.post("/api/bills/checks", "{}"), "/api/bills/checks", "post");
            fitsOfPortals(ada);
            fits(ada.get("/api/me/reach"), "/api/me/reach", "get");
            fits(ada.put("/api/me/phones", "{\"phones\":[]}"), "/api/me/phones", "put");
            fits(ada.get("/api/me/direct"), "/api/me/direct", "get");
            fits(ada.get("/api/me/keypad"), "/api/me/keypad", "get");
            fits(ada.put("/api/me/keypad", "{\"pin\":\"739164\"}"), "/api/me/keypad", "put");
            String lock = "/api/people/"
                    + ada.get("/api/people").body().path(0).path("id").asText() + "/keypad/lock";
            fits(ada.delete(lock), "/api/people/{id}/keypad/lock", "delete");
            fits(ada.delete("/api/me/keypad"), "/api/me/keypad", "delete");
            fits(ada.get("/api/me/calendar"), "/api/me/calendar", "get");
            fits(ada.post("/api/me/calendar", "{}"), "/api/me/calendar", "post");
            desk.guest(ada, "ADVOCATE");
            fits(ben.get("/api/alerts"), "/api/alerts", "get");
            fits(ada.get("/api/keys"), "/api/keys", "get");
            fits(ada.get("/api/rotation"), "/api/rotation", "get");
            fits(ada.get("/api/reseal"), "/api/reseal", "get");
            fits(ada.unlock("739104"), "/api/unlock", "post");
            fits(ada.put("/api/me", "{\"pin\":\"739104\"}"), "/api/me", "put");
            fits(ada.unlock("739105"), "/api/unlock", "post");
            fits(ada.unlock("739104"), "/api/unlock", "post");
            fits(
                    ada.post("/api/recovery", "{\"proof\":\"" + Base64Url.encode(desk.proof) + "\"}"),
                    "/api/recovery",
                    "post");
            fits(ada.delete("/api/devices/" + ben.device), "/api/devices/{id}", "delete");
            fits(ben.get("/api/people"), "/api/people", "get");
            fits(ben.get("/api/desk"), "/api/desk", "get");
        }
    }

    private void fitsOfPortals(DeskBrowser ada) throws IOException {
        String sealed = "\"generation\":1,\"sealed\":\"" + DeskBrowser.sealed(6, 1, ada.centreKeys.get(1)) + "\"";
        String settled = "\"people\":[\"" + ada.person + "\"],\"itemisedOff\":\"NO\",\"twoStep\":\"YES\",\"every\":90,"
                + sealed + "}";
        String id = DeskBrowser.newId();
        String of = "/api/portals/" + id;
        fits(
                ada.post("/api/portals", "{\"id\":\"" + id + "\",\"trunk\":\"carrier\"," + settled),
                "/api/portals",
                "post");
        fits(ada.put(of, "{\"version\":1," + settled), "/api/portals/{id}", "put");
        fits(ada.post(of + "/reviews", "{\"version\":2}"), "/api/portals/{id}/reviews", "post");
        String month = ada.get("/api/portals").text("today").substring(0, 7);
        fits(
                ada.post(
                        of + "/papers",
                        "{\"version\":3,\"month\":\"" + month + "\",\"person\":\"" + ada.person + "\"}"),
                "/api/portals/{id}/papers",
                "post");
        fits(
                ada.post(of + "/closings", "{\"version\":4,\"person\":\"" + ada.person + "\"," + sealed + "}"),
                "/api/portals/{id}/closings",
                "post");
        fits(ada.get("/api/portals"), "/api/portals", "get");
        fits(ada.delete(of), "/api/portals/{id}", "delete");
    }

    private void fits(DeskBrowser.Answer answer, String path, String method) throws IOException {
        fits(answer.whole(), path, method);
    }

    @Test
    void routesWithoutToken_areDescribedSo() {
        for (Route route : everyRoute()) {
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
        fits(rig.post("/api/footprint", "{\"programme\":\"helpline\"}"), "/api/footprint", "post");
        fits(rig.get("/api/calls/c1"), "/api/calls/{id}", "get");
        rig.switchboard.drop("c1", new AfterDrop(Next.RETURN, Instant.parse("2026-11-20T15:05:00.5Z"), 299));
        HttpResponse<String> held = rig.get("/api/calls/c1");
        fits(held, "/api/calls/{id}", "get");
        assertTrue(
                held.body()
                        .contains("\"after\":{\"next\":\"RETURN\",\"until\":\"2026-11-20T15:05:00Z\","
                                + "\"secondsLeft\":299}"),
                held.body());
        rig.switchboard.sounds("c1", AnsweredBy.MACHINE, true);
        HttpResponse<String> machine = rig.get("/api/calls/c1");
        fits(machine, "/api/calls/{id}", "get");
        assertTrue(machine.body().endsWith("\"answeredBy\":\"MACHINE\",\"muted\":true}"), machine.body());
        fits(rig.post("/api/calls/c1/person"), "/api/calls/{id}/person", "post");
        HttpResponse<String> person = rig.get("/api/calls/c1");
        fits(person, "/api/calls/{id}", "get");
        assertTrue(person.body().endsWith("\"answeredBy\":\"PERSON\",\"muted\":false}"), person.body());
        rig.switchboard.move("c1", State.ENDED, java.util.Optional.of("COMPLETED"), "The call has ended.");
        fits(rig.get("/api/calls/c1"), "/api/calls/{id}", "get");
        fits(rig.post("/api/calls/c1/person"), "/api/calls/{id}/person", "post");
        fits(rig.delete("/api/calls/c1"), "/api/calls/{id}", "delete");
        fits(rig.get("/api/phones"), "/api/phones", "get");
        fits(rig.get("/api/trunks"), "/api/trunks", "get");
        fits(rig.get("/api/host"), "/api/host", "get");
        fits(rig.get("/api/practice/phones"), "/api/practice/phones", "get");
        fits(rig.post("/api/practice/phones/ada/callback"), "/api/practice/phones/{name}/{action}", "post");
        fits(rig.post("/api/practice/phones/ada/answer"), "/api/practice/phones/{name}/{action}", "post");
        fits(rig.post("/api/practice/phones/eve/answer"), "/api/practice/phones/{name}/{action}", "post");
        fits(rig.get("/healthz"), "/healthz", "get");
        fits(rig.send(rig.to("/healthz").GET()), "/healthz", "get");
        fits(rig.send(rig.to("/api/phones").GET()), "/api/phones", "get");
    }

    @Test
    void answersAboutPlans_haveTheShapesDescribed() throws IOException {
        try (DeskRig desk = new DeskRig()) {
            DeskBrowser ada = desk.coordinator();
            String id = DeskBrowser.newId();
            fits(
                    ada.post("/api/plans", PlanTexts.create(ada, id, PlanTexts.open()))
                            .whole(),
                    "/api/plans",
                    "post");
            String faulty = PlanTexts.create(ada, id, PlanTexts.open("WE_CALL", "BOTH"));
            fits(ada.post("/api/plans", faulty).whole(), "/api/plans", "post");
            fits(ada.get("/api/plans").whole(), "/api/plans", "get");
            fits(ada.get("/api/plans?envelopes=yes").whole(), "/api/plans", "get");
            fits(ada.get("/api/plans/" + id).whole(), "/api/plans/{id}", "get");
            fits(
                    ada.put("/api/plans/" + id, PlanTexts.change(ada, 1, PlanTexts.later()))
                            .whole(),
                    "/api/plans/{id}",
                    "put");
            fits(ada.get("/api/plans/" + id).whole(), "/api/plans/{id}", "get");
            fits(ada.get("/api/callbacks").whole(), "/api/callbacks", "get");
            String claim = "/api/callbacks/" + id + "/claim";
            fits(ada.post(claim, "{}").whole(), "/api/callbacks/{plan}/claim", "post");
            String danger = "{\"plan\":\"" + id + "\",\"reason\":\"MEDICAL\"}";
            fits(ada.post("/api/overrides", danger).whole(), "/api/overrides", "post");
            fits(ada.get("/api/overrides").whole(), "/api/overrides", "get");
            String release = "{\"id\":\"%s\",\"plan\":\"%s\",\"sealed\":\"%s\",\"generation\":1,\"end\":\"%s\"}"
                    .formatted(
                            id,
                            id,
                            DeskBrowser.sealed(SealedBytes.RELEASE, 1, ada.centreKeys.get(1)),
                            PlanTexts.day(3));
            fits(ada.post("/api/releases", release).whole(), "/api/releases", "post");
            fits(ada.get("/api/releases?plan=" + id).whole(), "/api/releases", "get");
            fits(ada.delete("/api/releases/" + id).whole(), "/api/releases/{id}", "delete");
            fits(ada.delete("/api/plans/" + id).whole(), "/api/plans/{id}", "delete");
            String kept = PlanTexts.kept(ada, PlanTexts.open());
            String hold = "{\"kind\":\"PLAN\",\"item\":\"%s\",\"reference\":\"Case 1\",\"lastDay\":\"%s\"}"
                    .formatted(kept, PlanTexts.day(40));
            DeskBrowser.Answer asked = ada.post("/api/holds", hold);
            fits(asked.whole(), "/api/holds", "post");
            fits(ada.get("/api/holds").whole(), "/api/holds", "get");
            DeskBrowser eva = desk.guest(ada, "COORDINATOR");
            String path = "/api/holds/" + asked.text("id");
            fits(ada.post(path + "/confirm", "{}").whole(), "/api/holds/{id}/confirm", "post");
            fits(eva.post(path + "/confirm", "{}").whole(), "/api/holds/{id}/confirm", "post");
            fits(ada.get("/api/holds").whole(), "/api/holds", "get");
            fits(ada.get(path + "/item").whole(), "/api/holds/{id}/item", "get");
            fits(ada.post(path + "/decline", "{}").whole(), "/api/holds/{id}/decline", "post");
            fits(ada.post(path + "/lift", "{}").whole(), "/api/holds/{id}/lift", "post");
            fits(ada.get("/api/receipts").whole(), "/api/receipts", "get");
            fits(ada.get("/api/receipts/1").whole(), "/api/receipts/{index}", "get");
            fits(ada.get("/api/receipts/consistency?from=1").whole(), "/api/receipts/consistency", "get");
            fits(ada.get("/api/privacy").whole(), "/api/privacy", "get");
            fits(ada.get("/api/rules").whole(), "/api/rules", "get");
        }
    }

    @Test
    void words_areThoseOfTheProgram() {
        assertEquals(names(State.values()), map(schema("State")).get("enum"));
        Map<String, Object> after = map(schema("AfterDrop"), "properties");
        assertEquals(names(Next.values()), map(after, "next").get("enum"));
        assertEquals(names(AlertKind.values()), map(schema("AlertKind")).get("enum"));
        assertEquals(names(Role.values()), map(schema("Role")).get("enum"));
        assertEquals(names(DeviceKind.values()), map(schema("DeviceKind")).get("enum"));
        assertEquals(names(Joins.State.values()), map(schema("JoinWord")).get("enum"));
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
            if (!schema.containsKey("properties")) {
                return; // somebody else's format
            }
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
