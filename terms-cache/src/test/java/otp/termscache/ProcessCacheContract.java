package otp.termscache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What ProcessCache does in both lanes.
 *
 * @param <C> how the lane refers to a cache
 */
public abstract class ProcessCacheContract<C> extends CacheContract<C> {
    @Test
    void aKeyThatIsChangedAfterItsPutIsNotFound() throws Exception {
        C cache = start();
        var key = new ArrayList<>(List.of("before"));
        put(cache, key, 1);
        key.add("after");
        assertThat(get(cache, List.of("before"))).isEmpty();
        assertThat(get(cache, key)).isEmpty();
    }
}
