package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillcall.console.Route.Needs;

/** Every route against everyone who might ask. Rows P8, B4, G26. */
class NeedsTest {
    /** Who asks. */
    private enum Caller {
        NOBODY,
        TOKEN,
        PRACTICE,
        HOST,
        HOST_LOCKED,
        ADVOCATE,
        ADVOCATE_LOCKED,
        COORDINATOR,
        COORDINATOR_LOCKED,
        WIPED
    }

    /** What the guard answers; {@code IN} when it lets the request through. */
    private static final int IN = 0;

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser coordinator = rig.coordinator();

    @AfterEach
    void close() {
        rig.close();
    }

    private static int right(Needs needs, Caller caller) {
        return switch (caller) {
            case NOBODY -> needs == Needs.NOTHING ? IN : 401;
            case TOKEN, PRACTICE ->
                switch (needs) {
                    case NOTHING, TOKEN_OR_SESSION, CALLER, CALLER_LOCKED_TOO, HOST_TOO, HOST -> IN;
                    case PHONE, SIGNED_IN, PERSON, ADVOCATE, COORDINATOR -> 403;
                };
            case HOST ->
                switch (needs) {
                    case NOTHING, SIGNED_IN, PERSON, HOST_TOO, HOST -> IN;
                    case TOKEN_OR_SESSION, CALLER, CALLER_LOCKED_TOO, PHONE, ADVOCATE, COORDINATOR -> 403;
                };
            case HOST_LOCKED ->
                switch (needs) {
                    case NOTHING, SIGNED_IN -> IN;
                    case PERSON, HOST_TOO, HOST -> 423;
                    case TOKEN_OR_SESSION, CALLER, CALLER_LOCKED_TOO, PHONE, ADVOCATE, COORDINATOR -> 403;
                };
            case ADVOCATE ->
                switch (needs) {
                    case NOTHING, SIGNED_IN, PERSON, HOST_TOO, CALLER, CALLER_LOCKED_TOO, PHONE, ADVOCATE -> IN;
                    case TOKEN_OR_SESSION, COORDINATOR, HOST -> 403;
                };
            case ADVOCATE_LOCKED ->
                switch (needs) {
                    case NOTHING, SIGNED_IN, CALLER_LOCKED_TOO, PHONE -> IN;
                    case PERSON, HOST_TOO, CALLER, ADVOCATE -> 423;
                    case TOKEN_OR_SESSION, COORDINATOR, HOST -> 403;
                };
            case COORDINATOR -> needs == Needs.TOKEN_OR_SESSION || needs == Needs.HOST ? 403 : IN;
            case COORDINATOR_LOCKED ->
                switch (needs) {
                    case NOTHING, SIGNED_IN, CALLER_LOCKED_TOO, PHONE -> IN;
                    case PERSON, HOST_TOO, CALLER, ADVOCATE, COORDINATOR -> 423;
                    case TOKEN_OR_SESSION, HOST -> 403;
                };
            case WIPED -> needs == Needs.NOTHING ? IN : 410;
        };
    }

    @Test
    void everyRoute_letsInWhoMayAndRefusesTheOthers() {
        Set<Needs> seen = EnumSet.noneOf(Needs.class);
        DeskBrowser host = rig.guest(coordinator, "HOST");
        DeskBrowser advocate = rig.guest(coordinator, "ADVOCATE");
        DeskBrowser wiped = rig.guest(coordinator, "ADVOCATE");
        String wipedCookie = wiped.cookie;
        coordinator.delete("/api/devices/" + wiped.device);
        wiped.cookie = wipedCookie;
        List<String> faults = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            DeskBrowser browser = browser(caller, host, advocate, wiped);
            for (Route route : rig.server.routes()) {
                seen.add(route.needs());
                int right = right(route.needs(), caller);
                // What is let in may be refused for what it asks; it is only tried where the guard refuses.
                int status = right == IN ? IN : send(request(caller, route, browser));
                if (status != right) {
                    faults.add(
                            route.method() + " " + route.path() + " by " + caller + ": " + status + ", not " + right);
                }
            }
        }
        assertEquals(List.of(), faults);
        assertEquals(EnumSet.allOf(Needs.class), seen);
    }

    @Test
    void everyKindOfRoute_isOpenToThoseWhoMay() {
        DeskBrowser host = rig.guest(coordinator, "HOST");
        DeskBrowser advocate = rig.guest(coordinator, "ADVOCATE");
        for (String path : List.of("/api/phones", "/api/people", "/api/alerts", "/api/keys", "/api/reseal")) {
            assertEquals(200, advocate.get(path).status(), path);
            assertEquals(403, host.get(path).status(), path);
        }
        assertEquals(200, host.get("/api/trunks").status());
        assertEquals(200, host.get("/api/host").status());
        assertEquals(200, send(host.to("/metrics").GET()));
        assertEquals(200, host.get("/api/me/devices").status());
        assertEquals(204, host.post("/api/touch", "{}").status());
        assertEquals(204, host.put("/api/me", "{\"lockSeconds\":20}").status());
        assertEquals(200, coordinator.get("/api/rotation").status());
        advocate.post("/api/lock", "{}");
        assertEquals(404, advocate.get("/api/calls/none").status());
        assertEquals(423, advocate.post("/api/calls", "{}").status());
        assertEquals(200, advocate.get("/api/desk").status());
    }

    private DeskBrowser browser(Caller caller, DeskBrowser host, DeskBrowser advocate, DeskBrowser wiped) {
        DeskBrowser browser = switch (caller) {
            case NOBODY, TOKEN, PRACTICE -> rig.browser();
            case HOST, HOST_LOCKED -> host;
            case ADVOCATE, ADVOCATE_LOCKED -> advocate;
            case COORDINATOR, COORDINATOR_LOCKED -> coordinator;
            case WIPED -> wiped;
        };
        switch (caller) {
            case HOST, ADVOCATE, COORDINATOR -> unlocked(browser);
            case HOST_LOCKED, ADVOCATE_LOCKED, COORDINATOR_LOCKED -> browser.post("/api/lock", "{}");
            case PRACTICE -> browser.post("/api/session", "{\"code\":\"" + rig.server.issueCode() + "\"}");
            case NOBODY, TOKEN, WIPED -> {}
        }
        return browser;
    }

    private static HttpRequest.Builder request(Caller caller, Route route, DeskBrowser browser) {
        String path = route.path().replaceAll("\\{[a-z]+}", "x");
        HttpRequest.Builder request = browser.to(path).method(route.method().name(), BodyPublishers.noBody());
        return caller == Caller.TOKEN ? request.header("Authorization", "Bearer " + ApiRig.TOKEN) : request;
    }

    private void unlocked(DeskBrowser browser) {
        if (!browser.get("/api/desk").text("state").equals("UNLOCKED")) {
            assertEquals(200, browser.signIn().status());
        }
    }

    private int send(HttpRequest.Builder request) {
        return rig.browser()
                .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
