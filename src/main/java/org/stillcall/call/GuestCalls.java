package org.stillcall.call;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Secret;
import org.stillcall.sip.IncomingInvite;

/** The test calls of other installations, one at a time for each. Loop thread only, but for {@link Guests}. */
final class GuestCalls implements Guests {
    private final Exchange exchange;
    private final LoopQuestions questions;
    private final Map<Label, GuestCall> calls = new HashMap<>();

    GuestCalls(Exchange exchange, LoopQuestions questions) {
        this.exchange = exchange;
        this.questions = questions;
    }

    private List<Probing.Guest> guests() {
        return exchange.probing().guests();
    }

    @Override
    public Map<Label, Secret> secrets() {
        Map<Label, Secret> secrets = new LinkedHashMap<>();
        guests().forEach(guest -> secrets.put(guest.name(), guest.secret()));
        return secrets;
    }

    @Override
    public Opening open(Label name) {
        return questions.ask(() -> openOnLoop(name), () -> Opening.NOT_NOW);
    }

    private Opening openOnLoop(Label name) {
        Probing.Guest guest = guests().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
        if (guest == null || calls.containsKey(name)) {
            return Opening.NOT_NOW;
        }
        Digits number = guest.number().get();
        if (number == null) {
            return Opening.NOT_NOW;
        }
        GuestCall call = new GuestCall(exchange, guest, number);
        calls.put(name, call);
        var _ = call.seen().thenRun(() -> exchange.loop().after(GuestCall.PATIENCE_MILLIS, () -> forget(name, call)));
        return Opening.EXPECTED;
    }

    @Override
    public Optional<CompletableFuture<byte[]>> seen(Label name) {
        return questions.ask(() -> seenOnLoop(name), Optional::empty);
    }

    /** A copy: ours is overwritten. */
    private Optional<CompletableFuture<byte[]>> seenOnLoop(Label name) {
        GuestCall call = calls.get(name);
        return call == null
                ? Optional.empty()
                : Optional.of(call.seen().thenApply(bytes -> {
                    byte[] told = bytes.clone();
                    exchange.loop().execute(() -> forget(name, call));
                    return told;
                }));
    }

    private void forget(Label name, GuestCall call) {
        if (calls.remove(name, call)) {
            call.told();
        }
    }

    /** The guest's call that an INVITE is; null when it is none. */
    @Nullable
    ExpectedCall expects(IncomingInvite invite, FarLine by) {
        return calls.values().stream()
                .filter(call -> call.is(invite, by))
                .findFirst()
                .orElse(null);
    }

    void endAll() {
        calls.values().forEach(GuestCall::giveUp);
        calls.clear();
    }

    @Override
    public String toString() {
        return "GuestCalls";
    }
}
