package org.stillcall.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/**
 * Where our phones are (RFC 3261 section 10.3): in memory only, for as long as each registration lasts or its
 * connection stands. Loop thread only.
 */
public final class Registrar {
    /** The shortest registration granted; less is answered 423 (RFC 3261 section 10.3 step 7). */
    static final long LEAST_SECONDS = 60;
    /** The longest: whoever asks for more gets this. */
    static final long MOST_SECONDS = 3600;

    private final Loop loop;
    private final Log log;
    private final HashKey key;
    private final Map<Label, Contact> fixed = new HashMap<>();
    private final Map<Label, List<Binding>> bindings = new HashMap<>();
    private final List<Consumer<Label>> listeners = new ArrayList<>();
    private @Nullable Pings pings;

    public Registrar(Accounts accounts, Loop loop, Randomness randomness, Log log) {
        this.loop = loop;
        this.log = log;
        this.key = HashKey.random(randomness);
        for (Accounts.PhoneAt phone : accounts.phonesAt()) {
            fixed.put(phone.name(), phone.contact());
        }
    }

    /**
     * From now on phones behind NAT and on connections are kept in touch with OPTIONS by this stack.
     *
     * @param ourHost what stands in From: our domain
     */
    public void keepAlive(SipStack stack, String ourHost, Randomness randomness) {
        keepAlive(stack::request, ourHost, randomness);
    }

    void keepAlive(Requests requests, String ourHost, Randomness randomness) {
        pings = new Pings(loop, requests, ourHost, randomness);
    }

    /** Tells of every phone that gained or lost a contact. */
    public void onChange(Consumer<Label> listener) {
        listeners.add(listener);
    }

    /** Where the phone is now, the latest first; a phone known by address is always there. */
    public List<Contact> contacts(Label phone) {
        List<Binding> found = bindings.get(phone);
        if (found != null) {
            return found.stream().map(Binding::contact).toList().reversed();
        }
        Contact always = fixed.get(phone);
        return always == null ? List.of() : List.of(always);
    }

    /** Whether there is anywhere to call it. */
    public boolean reachable(Label phone) {
        return bindings.containsKey(phone) || fixed.containsKey(phone);
    }

    /**
     * The connection or its place is gone: whoever registered by it is not there any more. UDP says nothing by failing.
     */
    public void lost(Hop hop) {
        if (hop.connection() == 0 || !hop.transport().reliable()) {
            return;
        }
        for (Label phone : List.copyOf(bindings.keySet())) {
            remove(
                    phone,
                    binding -> binding.hop().transport() == hop.transport()
                            && binding.hop().connection() == hop.connection());
        }
    }

    /**
     * A REGISTER of a phone that has proved itself.
     *
     * @param user who it may register; empty for anyone
     */
    Decision register(Label phone, String user, SipMessage request, Hop source) {
        SipUri to = SipUri.parse(request.to().uri());
        if (!to.valid() || !user.isEmpty() && !to.user().is(user)) {
            return new Decision.Answer(403, List.of());
        }
        ContactRequest wanted = ContactRequest.read(request);
        if (wanted == null) {
            return new Decision.Answer(400, List.of());
        }
        for (ContactRequest.Asked asked : wanted.asked()) {
            if (asked.seconds() > 0 && asked.seconds() < LEAST_SECONDS) {
                return new Decision.Answer(
                        423, List.of(new HeaderLine(HeaderName.MIN_EXPIRES, Long.toString(LEAST_SECONDS))));
            }
        }
        long callId = request.callId().hash(key);
        if (isLate(phone, wanted, callId, request.cseq())) {
            return new Decision.Answer(500, List.of()); // section 10.3 step 7: the update is aborted
        }
        if (wanted.star()) {
            remove(phone, binding -> true);
        }
        Hop hop = wayBack(request, source);
        for (ContactRequest.Asked asked : wanted.asked()) {
            apply(phone, asked, hop, callId, request.cseq());
        }
        return new Decision.Answer(200, current(phone));
    }

    /** Whether a contact was last changed by the same client's later request: this one was overtaken. */
    private boolean isLate(Label phone, ContactRequest wanted, long callId, long cseq) {
        for (Binding binding : bindings.getOrDefault(phone, List.of())) {
            boolean touched = wanted.star()
                    || wanted.asked().stream().anyMatch(asked -> asked.uri().equals(binding.uri()));
            if (touched && binding.callId() == callId && cseq <= binding.cseq()) {
                return true;
            }
        }
        return false;
    }

    private void apply(Label phone, ContactRequest.Asked asked, Hop hop, long callId, long cseq) {
        List<Binding> list = bindings.computeIfAbsent(phone, any -> new ArrayList<>());
        int before = list.size();
        boolean refreshed = false;
        for (int i = list.size() - 1; i >= 0; i--) {
            Binding old = list.get(i);
            boolean same = old.uri().equals(asked.uri());
            boolean sameDevice = !asked.instance().isEmpty() && old.instance().equals(asked.instance());
            if (same || sameDevice) {
                refreshed |= same && asked.seconds() > 0;
                old.end();
                list.remove(i);
            }
        }
        if (asked.seconds() > 0) {
            if (list.size() == Limits.CONTACTS_PER_PHONE) {
                list.removeFirst().end();
            }
            long seconds = Math.min(asked.seconds(), MOST_SECONDS);
            Binding binding = new Binding(asked, hop, callId, cseq, loop.nowMillis() + seconds * 1000);
            list.add(binding);
            binding.ends(loop.after(seconds * 1000, () -> remove(phone, one -> one == binding)));
            if (pings != null) {
                pings.watch(binding, () -> remove(phone, one -> one == binding));
            }
        }
        if (list.isEmpty()) {
            bindings.remove(phone);
        }
        if (!refreshed && (asked.seconds() > 0 || list.size() != before)) {
            changed(phone);
        }
    }

    private void remove(Label phone, Predicate<Binding> which) {
        List<Binding> list = bindings.get(phone);
        if (list == null) {
            return;
        }
        List<Binding> gone = list.stream().filter(which).toList();
        if (gone.isEmpty()) {
            return;
        }
        gone.forEach(Binding::end);
        list.removeAll(gone);
        if (list.isEmpty()) {
            bindings.remove(phone);
        }
        changed(phone);
    }

    private void changed(Label phone) {
        log.debug("A phone's contacts changed.")
                .with(Log.Field.PHONE, phone)
                .with(Log.Field.COUNT, bindings.getOrDefault(phone, List.of()).size())
                .write();
        listeners.forEach(listener -> listener.accept(phone));
    }

    private List<HeaderLine> current(Label phone) {
        List<HeaderLine> lines = new ArrayList<>();
        for (Binding binding : bindings.getOrDefault(phone, List.of())) {
            long seconds = Math.max(0, (binding.until() - loop.nowMillis() + 999) / 1000);
            lines.add(new HeaderLine(HeaderName.CONTACT, "<" + binding.uri() + ">;expires=" + seconds));
        }
        return lines;
    }

    /**
     * The way that the request came; but a phone that does not ask for responses at its source port (RFC 3581) and
     * names the source's address in its contact listens at the contact's port.
     */
    private static Hop wayBack(SipMessage request, Hop source) {
        if (source.transport().reliable() || request.via().parameters().parameter("rport") != null) {
            return source;
        }
        Slice value = request.header(HeaderName.CONTACT);
        SipUri uri = value == null
                ? SipUri.parse(Slice.EMPTY)
                : SipUri.parse(NameAddress.parse(value).uri());
        if (!uri.valid() || !Places.isAddress(uri.host(), source.address().getAddress())) {
            return source;
        }
        int port = uri.port() == 0 ? source.transport().defaultPort() : uri.port();
        return new Hop(
                source.transport(),
                new InetSocketAddress(source.address().getAddress(), port),
                "",
                source.connection());
    }

    @Override
    public String toString() {
        return "Registrar";
    }
}
