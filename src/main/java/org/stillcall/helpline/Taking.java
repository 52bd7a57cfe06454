package org.stillcall.helpline;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Recorder;
import org.stillcall.store.CentreId;
import org.stillcall.store.MessageId;
import org.stillcall.store.NewMessage;
import org.stillcall.store.SealedSecond;
import org.stillcall.vault.MessageSeal;

/**
 * One message in the making. The media thread fills its rooms and decides when it is over; the writer's thread seals
 * what is in them, overwrites it and keeps it.
 *
 * <p>What is sealed waits in memory until two seconds of it were more than silence, so that nothing is written for a
 * caller who says nothing; from then on a second that is loud is written with the silent ones before it, and silence at
 * the end is not kept.
 */
final class Taking implements Recorder, MessageBox.Recording {
    final MessageId id;
    final NewMessage.Topic topic;
    final CentreId centre;
    final MessageSeal seal;

    private final MediaLeg leg;
    private final MessageRules rules;
    private final MessageWriter writer;
    private final Consumer<MessageBox.Ended> over;

    // Media thread.
    private @Nullable Block room;
    private int seconds;
    private int quiet;

    // Writer's thread.
    private final List<SealedSecond> waiting = new ArrayList<>();
    private int numbered;
    private int loud;
    private boolean begun;
    private int quietAtEnd; // seconds that wait for a louder one
    private boolean told;
    private MessageBox.@Nullable Ended ended;

    private volatile boolean lost;

    Taking(Start start, MessageSeal seal, MessageWriter writer) {
        this.id = start.id;
        this.topic = start.topic;
        this.centre = start.centre;
        this.leg = start.leg;
        this.rules = start.rules;
        this.over = start.over;
        this.seal = seal;
        this.writer = writer;
    }

    /** What a message begins with. */
    record Start(
            MessageId id,
            NewMessage.Topic topic,
            CentreId centre,
            MediaLeg leg,
            MessageRules rules,
            Consumer<MessageBox.Ended> over) {}

    /** A second on its way to the writer. {@code ended} with the last; {@code room} null when there was none. */
    record Piece(Taking taking, @Nullable Block room, int loud, MessageBox.@Nullable Ended ended) {}

    @Override
    public @Nullable MemorySegment room() {
        room = writer.room();
        if (room == null) {
            writer.add(new Piece(this, null, 0, MessageBox.Ended.FAILED));
            return null;
        }
        return room.segment();
    }

    @Override
    public boolean second(int loudParts) {
        seconds++;
        quiet = loudParts == 0 ? quiet + 1 : 0;
        MessageBox.Ended end = lost
                ? MessageBox.Ended.FAILED
                : seconds >= rules.seconds()
                        ? MessageBox.Ended.LIMIT
                        : quiet >= rules.quietSeconds() ? MessageBox.Ended.SILENCE : null;
        writer.add(new Piece(this, room, loudParts, end));
        room = null;
        return end == null;
    }

    @Override
    public void end(int loudParts) {
        writer.add(new Piece(this, room, loudParts, MessageBox.Ended.KEPT));
        room = null;
    }

    @Override
    public void finish() {
        leg.record(null);
    }

    /** Seals what is in a piece and overwrites it. */
    void take(Piece piece) {
        try (Block sound = piece.room) {
            if (ended != null) {
                return; // it failed meanwhile
            }
            ended = piece.ended;
            loud += piece.loud;
            if (sound == null || ended == MessageBox.Ended.FAILED) {
                ended = MessageBox.Ended.FAILED;
                return;
            }
            if (ended != null && piece.loud == 0) {
                numbered -= quietAtEnd;
                waiting.subList(waiting.size() - quietAtEnd, waiting.size()).clear();
            }
            byte[] sealed = seal.seal(sound.segment(), new MessageSeal.Second(numbered, ended != null));
            waiting.add(new SealedSecond(id, numbered++, sealed));
            if (ended != null && loud < MessageRules.LEAST_LOUD) {
                waiting.clear();
                ended = MessageBox.Ended.EMPTY;
            }
            quietAtEnd = piece.loud == 0 && ended == null ? quietAtEnd + 1 : 0;
        }
    }

    /** What is to be written now. */
    List<SealedSecond> due() {
        if (loud < MessageRules.LEAST_LOUD || ended == MessageBox.Ended.FAILED) {
            return List.of();
        }
        List<SealedSecond> loudOnes = waiting.subList(0, waiting.size() - Math.min(quietAtEnd, waiting.size()));
        List<SealedSecond> due = List.copyOf(loudOnes);
        loudOnes.clear();
        return due;
    }

    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** It cannot be kept; what is kept of it stays. */
    void fail() {
        lost = true;
        ended = MessageBox.Ended.FAILED;
        waiting.clear();
    }

    /** How it ended, if it has. */
    MessageBox.@Nullable Ended ended() {
        return ended;
    }

    /** Whether this is the first time that it is over. */
    boolean closes() {
        boolean first = !told;
        told = true;
        return first;
    }

    void tell(MessageBox.Ended how) {
        over.accept(how);
    }
}
