package otp.termscache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What ExpiringCache does in both lanes.
 *
 * @param <C> how the lane refers to a cache
 */
public abstract class ExpiringCacheContract<C> extends TtlContract<C> {
    @Test
    void anEntryThatIsOverIsHeldUntilTheSweep() throws Exception {
        C cache = start(MINUTE);
        put(cache, "key", 1, SECOND);
        pass(SECOND);
        assertThat(get(cache, "key")).isEmpty();
        assertThat(size(cache)).isOne();
        pass(MINUTE);
        assertThat(size(cache)).isZero();
    }
}
