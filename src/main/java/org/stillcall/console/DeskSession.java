package org.stillcall.console;

import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.push.PushEndpoint;
import org.stillcall.store.CentreId;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;

/** A person signed in on one device. {@link DeskSessions} owns it; others read it and hand it back. */
final class DeskSession {
    private static final String ATTRIBUTE = "desk-session";
    private static final String NEEDS = "desk-needs";

    /** Who is signed in where. */
    record Member(CentreId centre, PersonId person, DeviceId device, Role role, int lockSeconds) {
        @Override
        public String toString() {
            return "Member";
        }
    }

    final ArrayDeque<EventStreams.Stream> streams = new ArrayDeque<>();
    /** The page that is this device's phone, if one is there. */
    @Nullable
    PhoneSocket phone;

    /** The phone by which they called last, also for a page that was loaded again. */
    volatile @Nullable PhoneInUse phoneInUse;
    /** Where its browser is woken while its page sleeps; null where it is not to be. */
    volatile @Nullable PushEndpoint push;

    String key;
    volatile Member member;
    volatile boolean locked;
    volatile boolean ended;
    volatile long touchedAt;
    /** Whether the page shows a task that keeps the hands elsewhere: the lock waits longer. */
    volatile boolean patient;
    /** When its passkey was used last, in milliseconds; null for a session that a PIN opened with none before it. */
    volatile @Nullable Long provedAt;

    final long until;

    DeskSession(String key, Member member, long now) {
        this.key = key;
        this.member = member;
        this.touchedAt = now;
        this.until = now + ApiLimits.DESK_SESSION_MILLIS;
    }

    CentreId centre() {
        return member.centre();
    }

    PersonId person() {
        return member.person();
    }

    DeviceId device() {
        return member.device();
    }

    Role role() {
        return member.role();
    }

    boolean locked() {
        return locked;
    }

    /** Whether it ended while its request was in progress. */
    boolean ended() {
        return ended;
    }

    /** How long nobody may touch the device before the server locks, in milliseconds. */
    long lockMillis() {
        int seconds = patient ? Math.max(member.lockSeconds(), ApiLimits.PATIENT_SECONDS) : member.lockSeconds();
        return seconds * 1_000L + ApiLimits.LOCK_GRACE_MILLIS;
    }

    /** The session that the guard let this request in for. */
    static DeskSession of(Context request) {
        return Objects.requireNonNull(request.attribute(ATTRIBUTE), "The route lets in requests without a session.");
    }

    /** The session that the guard let this request in for; none at host level. */
    static Optional<DeskSession> in(Context request) {
        return Optional.ofNullable(request.attribute(ATTRIBUTE));
    }

    /** The same for a WebSocket that was let in. */
    static DeskSession of(WsContext socket) {
        return Objects.requireNonNull(socket.attribute(ATTRIBUTE), "The guard lets in no socket without a session.");
    }

    void enter(Context request, Route.Needs needs) {
        request.attribute(ATTRIBUTE, this);
        request.attribute(NEEDS, needs);
    }

    /** What {@link #enter} was for. */
    static Optional<Route.Needs> needs(Context request) {
        return Optional.ofNullable(request.attribute(NEEDS));
    }

    @Override
    public String toString() {
        return "DeskSession";
    }
}
