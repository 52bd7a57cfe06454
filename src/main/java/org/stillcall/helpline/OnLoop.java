package org.stillcall.helpline;

import java.time.LocalDate;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.media.MediaLeg;

/** A message box whose news arrive on the loop. */
public record OnLoop(MessageBox box, Executor loop) implements MessageBox {
    @Override
    public @Nullable Recording begin(MediaLeg leg, Label programme, @Nullable Label language, Consumer<Ended> over) {
        return box.begin(leg, programme, language, ended -> loop.execute(() -> over.accept(ended)));
    }

    @Override
    public int waiting(Label programme) {
        return box.waiting(programme);
    }

    @Override
    public @Nullable LocalDate oldest(Label programme) {
        return box.oldest(programme);
    }
}
