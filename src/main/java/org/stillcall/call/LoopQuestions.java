package org.stillcall.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.stillcall.base.Loop;

/** Brings other threads' questions to the loop and waits for the answer, not for ever. Threads may share it. */
final class LoopQuestions {
    private static final long ANSWER_LIMIT_SECONDS = 4;

    private final Loop loop;

    LoopQuestions(Loop loop) {
        this.loop = loop;
    }

    /** @param otherwise the answer when the loop is closed or too busy; then the question is never asked */
    <T> T ask(Supplier<T> question, Supplier<T> otherwise) {
        if (loop.inLoop()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        AtomicBoolean taken = new AtomicBoolean(); // by the loop, which answers, or by the waiter, who gave up
        try {
            loop.execute(() -> {
                if (taken.compareAndSet(false, true)) { // else nobody waits any longer: do nothing late
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                }
            });
            return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) { // the loop is closed or has its most tasks waiting
            return otherwise.get();
        } catch (TimeoutException e) {
            return taken.compareAndSet(false, true) ? otherwise.get() : answer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return taken.compareAndSet(false, true) ? otherwise.get() : answer.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The switch failed to answer.", e.getCause());
        }
    }
}
