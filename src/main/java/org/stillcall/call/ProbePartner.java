package org.stillcall.call;

import java.util.Optional;
import java.util.function.Consumer;

/** Another installation that takes a test call of ours and says what it saw. Answers come on any thread, once each. */
public interface ProbePartner {
    /** It is asked to expect a test call; told whether it does. */
    void open(Consumer<Boolean> answer);

    /** What it saw, a {@link ProbeReport}, once the call is over or did not come; empty when it does not say. */
    void seen(Consumer<Optional<byte[]>> answer);
}
