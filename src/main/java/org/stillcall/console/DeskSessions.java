package org.stillcall.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;
import org.stillcall.call.PagePhones;
import org.stillcall.console.DeskSession.Member;
import org.stillcall.console.EventStreams.Stream;
import org.stillcall.store.DeviceId;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;

/**
 * People's sessions, in memory only: a restart signs everyone out. One a device. A session is looked up by the hash of
 * what its cookie holds, locks by itself when nobody touches the device, and tells its open pages what happened to it.
 * Threads may share it.
 */
final class DeskSessions {
    /** Why a session ended, as its browser is told. */
    enum End {
        SIGNED_OUT,
        ENDED,
        WIPED
    }

    /** What open pages are told. */
    enum News {
        LOCKED,
        WIPED,
        ENDED,
        ALERTS,
        CALLBACKS,
        DUTY,
        LINES,
        ROUTES,
        ROTATION,
        SAFETY;

        /** Whether a locked page is told too: what is about the page itself, nothing about the work. */
        boolean evenLocked() {
            return switch (this) {
                case LOCKED, WIPED, ENDED -> true;
                case ALERTS, CALLBACKS, DUTY, LINES, ROUTES, ROTATION, SAFETY -> false;
            };
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Randomness randomness;
    private final LongSupplier nowMillis;
    private final Consumer<DeviceId> left;
    private final Map<String, DeskSession> byKey = new HashMap<>();
    private final Map<DeviceId, DeskSession> byDevice = new HashMap<>();
    private final LinkedHashMap<String, End> ended = new LinkedHashMap<>();

    /** @param left hears of a device at which nobody is signed in any more who could have a phone there */
    DeskSessions(Randomness randomness, LongSupplier nowMillis, Consumer<DeviceId> left) {
        this.randomness = randomness;
        this.nowMillis = nowMillis;
        this.left = left;
    }

    /** By which means somebody showed who they are. */
    enum By {
        PASSKEY,
        PIN
    }

    /**
     * Opens a session, unlocked. A session of the same device goes on as this one: its open pages stay, its old cookie
     * does not.
     *
     * @return what the cookie is to hold
     */
    synchronized String open(Member member, By by) {
        long now = nowMillis.getAsLong();
        String token = randomness.token(256);
        DeskSession session = new DeskSession(key(token), member, now);
        DeskSession before = byDevice.get(member.device());
        session.provedAt = by == By.PASSKEY ? (Long) now : before == null ? null : before.provedAt;
        if (before != null) {
            if (before.person().equals(member.person())) {
                session.streams.addAll(before.streams);
                before.streams.clear();
                session.phone = before.phone;
                before.phone = null;
                session.push = before.push;
                session.phoneInUse = before.phoneInUse;
                byDevice.put(member.device(), session);
            }
            end(before, End.SIGNED_OUT);
        }
        if (byKey.size() >= ApiLimits.DESK_SESSIONS) {
            byKey.values().stream()
                    .filter(quiet -> !onThePhone(quiet))
                    .min(Comparator.comparingLong(quiet -> quiet.touchedAt))
                    .ifPresent(quietest -> end(quietest, End.ENDED));
        }
        byKey.put(session.key, session);
        byDevice.put(member.device(), session);
        return token;
    }

    /** The session of a cookie, as it stands at this moment. */
    synchronized Optional<DeskSession> find(@Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        DeskSession session = byKey.get(key(token));
        return session != null && keep(session) ? Optional.of(session) : Optional.empty();
    }

    /** Why the session of this cookie ended, if it did lately. */
    synchronized Optional<End> ending(@Nullable String token) {
        return token == null ? Optional.empty() : Optional.ofNullable(ended.get(key(token)));
    }

    /** Somebody is at the device; {@code patient} while what its page shows keeps their hands elsewhere. */
    synchronized void touch(DeskSession session, boolean patient) {
        if (keep(session) && !session.locked) {
            session.touchedAt = nowMillis.getAsLong();
            session.patient = patient;
        }
    }

    /** The passkey was used in this session. */
    synchronized void prove(DeskSession session) {
        session.provedAt = nowMillis.getAsLong();
    }

    /**
     * Refuses what lets somebody in for long, unless the passkey was used lately: whoever finds a device unlocked has
     * it for that while and no longer.
     */
    void requireProved(DeskSession session) {
        Long at = session.provedAt;
        if (at == null || nowMillis.getAsLong() - at >= ApiLimits.PASSKEY_FRESH_MILLIS) {
            throw new RefusedException(Refusal.PASSKEY_FIRST);
        }
    }

    synchronized void lock(DeskSession session) {
        if (!session.ended && !session.locked) {
            session.locked = true;
            tell(session, News.LOCKED);
        }
    }

    synchronized void end(DeskSession session, End end) {
        if (session.ended) {
            return;
        }
        session.ended = true;
        session.locked = true;
        byKey.remove(session.key);
        byDevice.remove(session.device(), session);
        if (ended.size() >= ApiLimits.ENDED_SESSIONS) {
            ended.pollFirstEntry();
        }
        ended.put(session.key, end);
        tell(session, end == End.WIPED ? News.WIPED : News.ENDED);
        session.streams.forEach(Stream::end);
        session.streams.clear();
        if (!byDevice.containsKey(session.device())) { // else another session goes on as this one
            endPhone(session);
        }
    }

    /** Nobody is signed in at that phone any more: its call ends, also while its page has no socket for a moment. */
    private void endPhone(DeskSession session) {
        left.accept(session.device());
        if (session.phone != null) {
            session.phone.close(PhoneSocket.Close.ENDED);
            session.phone = null;
        }
    }

    synchronized void endDevice(DeviceId device, End end) {
        DeskSession session = byDevice.get(device);
        if (session != null) {
            end(session, end);
        }
    }

    /**
     * From now on this person's sessions have another role. They lock: the pages drop the keys that they had, and get
     * those of the new role at the next unlocking.
     */
    synchronized void changeRole(PersonId person, Role role) {
        change(person, was -> new Member(was.centre(), was.person(), was.device(), role, was.lockSeconds()));
        for (DeskSession session : byKey.values()) {
            if (session.person().equals(person)) {
                lock(session);
                if (role == Role.HOST) { // who has no phone here
                    endPhone(session);
                }
            }
        }
    }

    /** From now on this person's sessions lock after another while. */
    synchronized void changeLock(PersonId person, int lockSeconds) {
        change(person, was -> new Member(was.centre(), was.person(), was.device(), was.role(), lockSeconds));
    }

    private void change(PersonId person, java.util.function.UnaryOperator<Member> how) {
        for (DeskSession session : byKey.values()) {
            if (session.person().equals(person)) {
                session.member = how.apply(session.member);
            }
        }
    }

    /** Whether the device of that session is locked now, or nobody is signed in there. */
    synchronized boolean locked(DeskSession session) {
        DeskSession heir = byDevice.get(session.device());
        return heir == null || !keep(heir) || heir.locked;
    }

    /** Those of a person that go on. */
    synchronized List<DeskSession> of(PersonId person) {
        return List.copyOf(byKey.values()).stream()
                .filter(session -> session.person().equals(person) && keep(session))
                .toList();
    }

    /** Whether somebody is signed in on this device. */
    synchronized boolean signedIn(DeviceId device) {
        DeskSession session = byDevice.get(device);
        return session != null && keep(session);
    }

    /** Whether a page is open on this device. */
    synchronized boolean online(DeviceId device) {
        DeskSession session = byDevice.get(device);
        return session != null && session.streams.stream().anyMatch(stream -> !stream.ended());
    }

    /** Tells open pages of certain sessions. */
    synchronized void tell(Predicate<DeskSession> whom, News news) {
        for (DeskSession session : byKey.values()) {
            if (whom.test(session)) {
                tell(session, news);
            }
        }
    }

    private static void tell(DeskSession session, News news) {
        if (session.locked && !news.evenLocked()) {
            return;
        }
        byte[] data = Json.object(json -> json.writeStringField("what", news.word()));
        session.streams.forEach(stream -> stream.send("desk", data));
    }

    /** A page opens a stream of news; a session that has ended says so at once. */
    synchronized AutoCloseable listen(DeskSession session, Stream stream) {
        if (!keep(session)) {
            stream.send("desk", Json.object(json -> json.writeStringField("what", News.ENDED.word())));
            stream.end();
            return () -> {};
        }
        if (session.streams.size() >= ApiLimits.STREAMS_PER_SESSION) {
            session.streams.removeFirst().end();
        }
        session.streams.addLast(stream);
        return () -> leave(session, stream);
    }

    private synchronized void leave(DeskSession session, Stream stream) {
        session.streams.remove(stream);
        DeskSession heir = byDevice.get(session.device());
        if (heir != null) {
            heir.streams.remove(stream);
        }
    }

    /**
     * A page becomes the phone of this session's device, in the place of another one. A session that was changed for a
     * new one meanwhile, by an unlocking, counts as that one; one that has ended says so.
     *
     * @param open opens the line of a device's page to the switch, for who is signed in there
     */
    synchronized void join(
            DeskSession session, PhoneSocket phone, BiFunction<DeviceId, PersonId, PagePhones.Line> open) {
        DeskSession heir = byDevice.get(session.device());
        if (heir == null || !heir.person().equals(session.person()) || !keep(heir)) {
            phone.close(PhoneSocket.Close.ENDED);
            return;
        }
        PhoneSocket before = heir.phone;
        heir.phone = phone;
        phone.begin(open.apply(heir.device(), heir.person()));
        if (before != null) {
            before.close(PhoneSocket.Close.REPLACED);
        }
    }

    /** A page is a phone no longer. */
    synchronized void leave(DeskSession session, PhoneSocket phone) {
        DeskSession heir = byDevice.get(session.device());
        if (heir != null && heir.phone == phone) {
            heir.phone = null;
        }
    }

    /** No call is cut off by the end of a shift. */
    private static boolean onThePhone(DeskSession session) {
        return session.phone != null && session.phone.onThePhone();
    }

    /** Locks and ends what is due, so that open pages hear of it in time. */
    synchronized void sweep() {
        for (DeskSession session : List.copyOf(byKey.values())) {
            keep(session);
        }
    }

    /** Locks or ends a session whose time has come; whether it still is one. */
    private boolean keep(DeskSession session) {
        long now = nowMillis.getAsLong();
        if (now - session.until >= 0 && !onThePhone(session)) {
            end(session, End.ENDED);
        } else if (now - session.touchedAt >= session.lockMillis()) {
            lock(session);
        }
        return !session.ended;
    }

    private static String key(String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK.", e);
        }
    }
}
