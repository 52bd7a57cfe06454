package org.stillcall.helpline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.media.MediaLeg;
import org.stillcall.store.Centre;
import org.stillcall.store.CentreId;
import org.stillcall.store.MessageId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.Store;
import org.stillcall.store.StoreLimits;
import org.stillcall.store.StoredMessage;
import org.stillcall.vault.MessageSeal;

/**
 * Messages sealed to the centre as they are spoken, so that this server cannot hear them: each has a key of its own,
 * which is forgotten here when the message is over. What the loop asks is answered from memory. How a message ended is
 * told on a thread of this class: {@link OnLoop} brings it to the loop.
 */
public final class SealedMessages implements MessageBox, AutoCloseable {
    private final MessageRules rules;
    private final Randomness randomness;
    private final Store store;
    private final BlockPool seals = MessageSeal.rooms(MessageRules.AT_ONCE);
    private final AtomicInteger making = new AtomicInteger();
    private final MessageWriter writer;
    private volatile Runnable onKept = () -> {};
    private volatile Kept kept = new Kept(null, 0, Map.of());

    /** What was counted last. {@code centre} null while there is none, or more than one: nobody's messages then. */
    private record Kept(@Nullable CentreId centre, int messages, Map<Label, Unheard> unheard) {}

    /** Those of one programme that nobody heard yet. */
    private record Unheard(int count, LocalDate oldest) {
        Unheard with(Unheard other) {
            return new Unheard(count + other.count, oldest.isBefore(other.oldest) ? oldest : other.oldest);
        }
    }

    /** The process's means; {@code now} is the time by which ends are set. */
    public record Means(Randomness randomness, Log log, Supplier<Instant> now) {}

    public SealedMessages(Store store, MessageRules rules, Means means) {
        this(store, rules, rules::kept, means);
    }

    /** @param days for how long messages are kept that are left from now on, asked for each */
    public SealedMessages(Store store, MessageRules rules, Supplier<Duration> days, Means means) {
        this.rules = rules;
        this.randomness = means.randomness;
        this.store = store;
        writer = new MessageWriter(new MessageWriter.Means(store, means.now, days, means.log), this::count, this::over);
    }

    private void over(Taking taking) {
        making.decrementAndGet();
        if (taking.begun()) {
            onKept.run();
        }
    }

    /** Runs {@code told} whenever a caller has left a message; on a thread of this class. */
    public void onKept(Runnable told) {
        onKept = told;
    }

    private void count() {
        List<CentreId> centres = store.centres().list();
        if (centres.size() != 1) {
            kept = new Kept(null, 0, Map.of());
            return;
        }
        CentreId centre = centres.getFirst();
        List<StoredMessage> all = store.messages(centre).list();
        Map<Label, Unheard> unheard = new HashMap<>();
        for (StoredMessage message : all) {
            if (!message.heard()) {
                unheard.merge(message.topic().programme(), new Unheard(1, message.addedDay()), Unheard::with);
            }
        }
        boolean keyed = store.centres().find(centre).map(Centre::publicKey).isPresent();
        kept = new Kept(keyed ? centre : null, all.size(), Map.copyOf(unheard));
    }

    @Override
    public @Nullable Recording begin(MediaLeg leg, Label programme, @Nullable Label language, Consumer<Ended> over) {
        Kept now = kept;
        CentreId centre = now.centre;
        if (centre == null || now.messages + making.get() >= StoreLimits.MESSAGES) {
            return null;
        }
        MessageId id = MessageId.random(randomness);
        MessageSeal seal = MessageSeal.in(seals, randomness, id.text());
        if (seal == null) {
            return null;
        }
        making.incrementAndGet();
        NewMessage.Topic topic = new NewMessage.Topic(programme, language);
        Taking taking = new Taking(new Taking.Start(id, topic, centre, leg, rules, over), seal, writer);
        leg.record(taking);
        return taking;
    }

    @Override
    public int waiting(Label programme) {
        Unheard all = kept.unheard.get(programme);
        return all == null ? 0 : all.count;
    }

    @Override
    public @Nullable LocalDate oldest(Label programme) {
        Unheard all = kept.unheard.get(programme);
        return all == null ? null : all.oldest;
    }

    /** Somebody heard or deleted one: counts again, soon. */
    public void changed() {
        writer.refreshSoon();
    }

    /** Messages in the making now. */
    int making() {
        return making.get();
    }

    @Override
    public void close() {
        writer.close();
    }
}
