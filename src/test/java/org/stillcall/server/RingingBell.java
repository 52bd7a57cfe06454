package org.stillcall.server;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.stillcall.base.Label;
import org.stillcall.call.Calls;
import org.stillcall.call.PagePhones;
import org.stillcall.call.Ringer;
import org.stillcall.call.Switchboard;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.store.PersonId;
import org.stillcall.turn.IceServers;

/** Rings people of a running server for callers whom nobody has to be. */
final class RingingBell {
    private static final PersonId NOBODY = new PersonId("A".repeat(22));

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Calls calls;

    RingingBell(Calls calls) {
        this.calls = calls;
    }

    /** Who is signed in on that page. */
    static PersonId whoIsAt(Page page) {
        return new PersonId((String) page.evaluate("async () => (await (await fetch('/api/desk')).json()).me.person"));
    }

    Ringer.Ring ring(PersonId person, Label... phones) {
        Worker worker = new Worker(person, Set.of(), Voice.NOT_SAID, List.of(phones));
        Ringer.Card card = new Ringer.Card(
                "caller", new Label("helpline"), new Label("es"), () -> Duration.ofSeconds(65), () -> 2);
        return onLoop(() -> calls.ringer().ring(worker, card, new Heard()));
    }

    void stop(Ringer.Ring ring) {
        onLoop(() -> {
            ring.stop();
            return true;
        });
    }

    boolean reachable(PersonId person) {
        return onLoop(() -> calls.ringer().reachable(new Worker(person, Set.of(), Voice.NOT_SAID, List.of())));
    }

    String next() {
        try {
            String word = told.poll(45, TimeUnit.SECONDS);
            return word == null ? "nothing" : word;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Heard implements Ringer.Answer {
        @Override
        public void accepted(Ringer.Accepted accepted) {
            told.add("accepted");
            accepted.leave();
        }

        @Override
        public void declined() {
            told.add("declined");
        }

        @Override
        public void unreachable() {
            told.add("unreachable");
        }

        @Override
        public void answering() {
            told.add("answering");
        }
    }

    /** A page that is nobody's hears of itself on the loop, and whatever it does there is done there. */
    private <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        PagePhones.Line line = ((Switchboard) calls).pages().open("nobody's", NOBODY, new Idle(() -> {
            if (!done.isDone()) {
                done.complete(task.get());
            }
        }));
        try {
            return done.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            line.close();
        }
    }

    private record Idle(Runnable task) implements PagePhones.Ear {
        @Override
        public void idle() {
            task.run();
        }

        @Override
        public void call(PagePhones.PageCall call) {}

        @Override
        public void asked(PagePhones.Asked call) {}

        @Override
        public void incoming(PagePhones.Incoming call) {}

        @Override
        public void ways(String call, IceServers.Grant grant) {}

        @Override
        public void answer(String call, byte[] sdp) {}

        @Override
        public void unusable(String call) {}

        @Override
        public void levels(String call, int near, int far) {}
    }
}
