package otp.observer.tree;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The course application in one of its two versions, running. All methods are thread-safe. */
public interface Lane {
    /**
     * Which version it is, in a word that does not change.
     *
     * @return {@code akka} or {@code handrolled}
     */
    String name();

    /**
     * What it looks like now. Sends nothing to anybody in the tree, and neither waits for nor holds up anybody, so the parts of
     * the picture may differ in age by a moment.
     *
     * @return the root with all below it, or null when the tree has ended
     */
    @Nullable
    TreeNode tree();

    /**
     * One process or actor as it is now. Sends it nothing and does not wait for it.
     *
     * @param path where it is, as in {@link TreeNode#path}
     * @param contents whether to show what is in its mailbox and in its state
     * @return it, or nothing if nobody is there
     */
    Optional<Detail> detail(String path, boolean contents);

    /**
     * The state of one process or actor, for which it may have to be asked by a message: then it answers between two others. Blocks
     * for a second at most.
     *
     * @param path where it is
     * @return its state, or why it cannot be seen; nothing if nobody is there
     */
    Optional<Detail.Lines> state(String path);

    /**
     * Does something to one process or actor. Blocks for a second at most.
     *
     * @param path where it is
     * @param action what to do
     * @return what came of it, or nothing if nobody is there
     */
    Optional<Outcome> act(String path, Action action);

    /**
     * The tables that it has now. Asks nobody in the tree, as {@link #tree}.
     *
     * @return the tables; none when the tree has ended
     */
    List<TableView> tables();

    /**
     * Stops its parts in the reverse order of their start, the client first and the root last. Blocks until all of it is gone. Stopping again does nothing.
     *
     * @param patience how long to wait for that
     * @throws TimeoutException if it took longer; then what was left has been told to end at once
     */
    void stop(Duration patience) throws TimeoutException, InterruptedException;

    /**
     * The end of the tree, whether it was stopped or gave up.
     *
     * @return completes with the reason when the last of the tree is gone; never fails
     */
    CompletionStage<String> ended();
}
