package otp.comparison.scenario.akka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otp.comparison.scenario.Scenarios;
import otp.testkit.log.LogCapture;

/** What tasks, tables and registries do on Akka where no scenario is about it. */
class DataTest {
    @RegisterExtension
    final LogCapture log = LogCapture.of("akka");

    @Test
    void yieldTakesAResultThatComesInTime() throws Exception {
        assertThat(play("""
                Main: spawn(A)
                A: async(T, P)
                A: yield(T, 40)
                P: return(1)
                """)).contains("3 yield(T, 40) -> {ok, 1}");
    }

    @Test
    void aResultThatIsLateForYieldIsThereForTheNext() throws Exception {
        assertThat(play("""
                Main: spawn(A)
                A: async(T, P)
                A: yield(T, 40)
                wait(80)
                P: return(1)
                A: yield(T, 40)
                """)).contains("3 yield(T, 40) -> nil").contains("6 yield(T, 40) -> {ok, 1}");
    }

    @Test
    void whoAwaitsATaskThatFailsAndDoesNotHandleItDoesNotComeToTheEndOfThat() throws Exception {
        assertThat(play("""
                Main: spawn(A)
                A: async(T, P)
                A: await(T)
                P: exit(boom)
                """)).contains("A\n  2 async(T, P) -> T\n  3 await(T)\n  exited death_pact\n");
    }

    @Test
    void theOthersOfAStreamEndWithItsCaller() throws Exception {
        assertThat(play("""
                Main: spawn(A)
                A: stream([hang, {exit, boom}], [])
                """)).contains("A\n  2 stream([hang, {exit, boom}], [])\n  exited death_pact\n");
    }

    @Test
    void anElementThatRaisesIsAResultForACallerThatTraps() throws Exception {
        assertThat(play("""
                Main: trap_exit(true)
                Main: stream([{raise, bad}, {ok, 1}], [])
                Main: queue()
                """))
                .contains("-> [{exit, {bad, stacktrace}}, {ok, 1}]")
                .contains("3 queue() -> []");
    }

    @Test
    void theTaskOfAGroupIsNotItsCallersToStop() throws Exception {
        assertThat(play("""
                Main: task_supervisor(S)
                Main: async_nolink(T, P, S)
                Main: shutdown(T)
                """)).contains("3 shutdown(T) : no idiom: only a parent stops an actor, and only its child");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    set           | ets_insert_new(T, {k, 3})                          | false
                    bag           | ets_insert_new(T, {n, 3})                          | true
                    bag           | ets_take(T, k)                                     | [{k, 1}, {k, 2}]
                    bag           | ets_match_object(T, {k, '_'})                      | [{k, 1}, {k, 2}]
                    bag           | ets_select_delete(T, [{{k, '$1'}, [{'>', '$1', 0}], [true]}]) | 2
                    duplicate_bag | ets_select_count(T, [{{k, 1}, [], [true]}])        | 1
                    ordered_set   | ets_next(T, a)                                     | k
                    ordered_set   | ets_prev(T, k)                                     | '$end_of_table'
                    set           | ets_select(T, [{{k, '$1'}, [{'<', '$1', 9}], [small]}]) | [small]
                    """)
    void aMapDoesWhatATableDoes(String type, String step, String result) throws Exception {
        String shown = step + " -> " + result;
        assertThat(play("""
                Main: ets_new(T, cache, [%s])
                Main: ets_insert(T, [{k, 1}, {k, 2}])
                Main: %s
                """.formatted(type, step))).contains("3 " + shown + "\n");
    }

    @Test
    void whoeverIsRegisteredGetsWhatIsDispatched() throws Exception {
        assertThat(play("""
                Main: spawn(A)
                Main: registry(R, topics, duplicate)
                Main: reg_register(topics, news, 1)
                A: reg_register(topics, news, 2)
                Main: reg_dispatch(topics, news, hello)
                """))
                .containsPattern("Main\n(  .*\n)+  mailbox \\[\\{hello, by, Main, Main}]\n")
                .contains("-> {registered, A}\n  mailbox [{hello, by, Main, Main}]\n");
    }

    private static String play(String steps) throws Exception {
        return Director.play(Scenarios.parse("a.scn", "A title.\nrows: T1\n\n" + steps));
    }
}
