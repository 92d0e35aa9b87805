# The BEAM column of the table: the same rows, the same amounts of work, on Erlang's own processes.
#
#     elixir comparison/speed.exs        a line "row<TAB>figure" for each row, in the unit of the table
#     elixir comparison/speed.exs full   measures longer
#
# All that is measured is in modules: code at the top of a script is interpreted, code in a module is compiled.

Code.require_file("batches.exs", __DIR__)

defmodule Counter do
  use GenServer

  def start_link(options \\ []), do: GenServer.start_link(__MODULE__, 0, options)

  @impl true
  def init(count), do: {:ok, count}

  @impl true
  def handle_call(:read, _from, count), do: {:reply, count, count}

  @impl true
  def handle_cast({:add, amount}, count), do: {:noreply, count + amount}
end

defmodule Switch do
  @behaviour :gen_statem

  @impl true
  def callback_mode, do: :state_functions

  @impl true
  def init(count), do: {:ok, :off, count}

  def off(:cast, :flip, count), do: {:next_state, :on, count + 1}
  def off({:call, from}, :how_often, count), do: {:keep_state_and_data, {:reply, from, count}}

  def on(:cast, :flip, count), do: {:next_state, :off, count + 1}
  def on({:call, from}, :how_often, count), do: {:keep_state_and_data, {:reply, from, count}}
end

# Lesson 2's cache in a table: {key, value, the instant it ends}. The owner writes, everybody reads.
defmodule Cache do
  use GenServer

  def start_link, do: GenServer.start_link(__MODULE__, [])
  def put(cache, key, value, ttl), do: GenServer.call(cache, {:put, key, value, ttl})
  def sweep(cache, now), do: GenServer.call(cache, {:sweep, now}, :infinity)
  def table(cache), do: GenServer.call(cache, :table)

  def get(table, key) do
    case :ets.lookup(table, key) do
      [{_key, value, ends}] -> if ends > System.monotonic_time(), do: {:ok, value}, else: :error
      [] -> :error
    end
  end

  def fetch(cache, table, key, loader) do
    with :error <- get(table, key), do: GenServer.call(cache, {:fetch, key, loader})
  end

  @impl true
  def init([]), do: {:ok, {:ets.new(:cache, [:protected, read_concurrency: true]), %{}}}

  @impl true
  def handle_call(:table, _from, {table, _} = state), do: {:reply, table, state}

  def handle_call({:put, key, value, ttl}, _from, {table, _} = state) do
    :ets.insert(table, {key, value, System.monotonic_time() + ttl})
    {:reply, :ok, state}
  end

  def handle_call({:sweep, now}, _from, {table, _} = state) do
    {:reply, :ets.select_delete(table, [{{:_, :_, :"$1"}, [{:"=<", :"$1", now}], [true]}]), state}
  end

  def handle_call({:fetch, key, loader}, from, {table, loading}) do
    case {get(table, key), loading} do
      {{:ok, value}, _} -> {:reply, {:ok, value}, {table, loading}}
      {_, %{^key => waiting}} -> {:noreply, {table, %{loading | key => [from | waiting]}}}
      _ ->
        me = self()
        spawn_link(fn -> send(me, {:loaded, key, loader.()}) end)
        {:noreply, {table, Map.put(loading, key, [from])}}
    end
  end

  @impl true
  def handle_info({:loaded, key, value}, {table, loading}) do
    {waiting, loading} = Map.pop(loading, key)
    :ets.insert(table, {key, value, System.monotonic_time() + System.convert_time_unit(3_600, :second, :native)})
    for from <- waiting, do: GenServer.reply(from, {:ok, value})
    {:noreply, {table, loading}}
  end
end

defmodule Worker do
  use GenServer

  def start_link(when_live), do: GenServer.start_link(__MODULE__, when_live)

  @impl true
  def init(when_live) do
    when_live.()
    {:ok, 0}
  end

  @impl true
  def handle_cast(:crash, _state), do: raise("told to crash")
end

defmodule Many do
  @behaviour :supervisor

  @impl true
  def init([]) do
    flags = %{strategy: :simple_one_for_one, intensity: 1_000_000_000, period: 1}
    {:ok, {flags, [%{id: :any, start: {Counter, :start_link, []}, shutdown: 5_000}]}}
  end
end

defmodule Speed do
  import Batches

  @calls 20_000
  @casts 200_000
  @spawns 20_000
  @ring 1_000
  @hops 100_000
  @idle 100_000
  @events 200_000
  @crashes 200
  @restarts 10_000
  @restarting 10
  @children 100_000
  @keys 10_000
  @stride 7_919
  @reads 1_000_000
  @writes 200_000
  @sweep 1_000_000
  @gets 100_000
  @puts 20_000
  @fetchers 100

  def main(arguments) do
    {:ok, _} = Application.ensure_all_started(:logger)
    # A process that starts many dies with none of them.
    Process.flag(:trap_exit, true)
    # Nobody reports the crashes that are measured: to write so many reports would be the most of it.
    Logger.configure(level: :none)

    # Of each: its name, how many operations a batch has, and what makes the batch.
    rows = [
      {"call-1", @calls, fn -> call(1) end},
      {"call-100", @calls, fn -> call(100) end},
      {"cast-1", @casts, fn -> cast(1) end},
      {"cast-8", @casts, fn -> cast(8) end},
      {"spawn", @spawns, fn -> &spawn_run_exit/0 end},
      {"gen-statem", @events, &state_machine/0},
      {"ring", @hops, &ring/0},
      {"read-1", @reads, fn -> table_reads(1) end},
      {"read-8", @reads, fn -> table_reads(8) end},
      {"insert", @writes, &table_inserts/0},
      {"update-counter", @writes, &table_counts/0},
      {"cache-get-1", @gets, fn -> cache(1, @gets, nil) end},
      {"cache-get-8", @gets, fn -> cache(8, @gets, nil) end},
      {"cache-put", @puts, fn -> cache(1, @puts, 1) end},
      {"cache-mixed", @gets, fn -> cache(8, @gets, 20) end},
      {"cache-fetch", 1_000, &cache_fetch/0}
    ]

    measure(rows, lengths(arguments))

    print("crash-to-live", median(for _ <- 1..5, do: crash_to_live()) / 1_000)
    print("restart", median(for _ <- 1..3, do: restarts()) / @restarts)

    children = for _ <- 1..3, do: children()
    print("dynamic-start", median(for {start, _} <- children, do: start) / @children)
    print("dynamic-stop", median(for {_, stop} <- children, do: stop) / 1_000_000)

    sweeps = for _ <- 1..3, do: sweep()
    print("sweep-none", median(for {none, _} <- sweeps, do: none) / 1_000_000)
    print("sweep-all", median(for {_, all} <- sweeps, do: all) / 1_000_000)

    swept = for _ <- 1..3, do: cache_sweeps()
    print("cache-entry", median(for(%{each: bytes} <- swept, do: bytes)))
    print("cache-sweep-none", median(for(%{none: none} <- swept, do: none)) / 1_000_000)
    print("cache-sweep-half", median(for(%{half: half} <- swept, do: half)) / 1_000_000)
    print("cache-sweep-all", median(for(%{all: all} <- swept, do: all)) / 1_000_000)

    # The first look warms up what the second one counts on.
    _ = idle(fn _ -> [] end)
    print("idle", idle(fn _ -> [] end))
    print("idle-named", idle(fn i -> [name: :"idle-#{i}"] end))
  end

  defp call(callers) do
    {:ok, server} = Counter.start_link()
    GenServer.cast(server, {:add, 1})
    each = div(@calls, callers)

    fn ->
      together(callers, fn _ ->
        ^each = calls(server, each, 0)
      end)
    end
  end

  defp calls(_server, 0, sum), do: sum
  defp calls(server, left, sum), do: calls(server, left - 1, sum + GenServer.call(server, :read))

  defp cast(producers) do
    {:ok, server} = Counter.start_link()
    each = div(@casts, producers)

    fn ->
      before = GenServer.call(server, :read, 60_000)
      together(producers, fn _ -> casts(server, each) end)
      expected = before + @casts
      ^expected = GenServer.call(server, :read, 60_000)
    end
  end

  defp casts(_server, 0), do: :ok

  defp casts(server, left) do
    GenServer.cast(server, {:add, 1})
    casts(server, left - 1)
  end

  defp spawn_run_exit do
    me = self()
    left = :atomics.new(1, [])
    :atomics.put(left, 1, @spawns)

    spawn(fn ->
      spawns(@spawns, fn ->
        if :atomics.sub_get(left, 1, 1) == 0, do: send(me, :all_ran)
      end)
    end)

    receive do
      :all_ran -> :ok
    after
      60_000 -> exit(:batch_did_not_end)
    end
  end

  defp spawns(0, _body), do: :ok

  defp spawns(left, body) do
    spawn(body)
    spawns(left - 1, body)
  end

  defp ring do
    first = spawn_link(fn -> receive do: ({:next, pid} -> member(pid)) end)
    last = Enum.reduce(2..@ring, first, fn _, next -> spawn_link(fn -> member(next) end) end)
    send(first, {:next, last})

    fn ->
      send(first, {:token, @hops, self()})

      receive do
        :done -> :ok
      after
        60_000 -> exit(:batch_did_not_end)
      end
    end
  end

  defp state_machine do
    {:ok, machine} = :gen_statem.start_link(Switch, 0, [])

    fn ->
      before = :gen_statem.call(machine, :how_often)
      together(1, fn _ -> flips(machine, @events) end)
      expected = before + @events
      ^expected = :gen_statem.call(machine, :how_often)
    end
  end

  defp flips(_machine, 0), do: :ok

  defp flips(machine, left) do
    :gen_statem.cast(machine, :flip)
    flips(machine, left - 1)
  end

  # A public set of {key, value}; readers and writers are not its owner.
  defp table(options) do
    table = :ets.new(:items, [:public | options])
    :ets.insert(table, for(key <- 0..(@keys - 1), do: {key, 1}))
    table
  end

  defp table_reads(readers) do
    table = table(read_concurrency: true)
    each = div(@reads, readers)
    fn -> together(readers, fn _ -> ^each = reads(table, each, 0, 0) end) end
  end

  defp reads(_table, 0, _at, sum), do: sum

  defp reads(table, left, at, sum) do
    [{_key, value}] = :ets.lookup(table, at)
    reads(table, left - 1, next_key(at), sum + value)
  end

  defp table_inserts do
    table = table([])

    fn ->
      together(1, fn _ ->
        last = inserts(table, 0, 0, 0)
        [{_key, value}] = :ets.lookup(table, last)
        ^value = @writes - 1
      end)
    end
  end

  defp inserts(_table, @writes, _at, last), do: last

  defp inserts(table, i, at, _last) do
    :ets.insert(table, {at, i})
    inserts(table, i + 1, next_key(at), at)
  end

  defp table_counts do
    table = table([])

    fn ->
      [{_key, before}] = :ets.lookup(table, 0)
      expected = before + div(@writes, @keys)
      together(1, fn _ -> ^expected = counts(table, @writes, 0, 0) end)
    end
  end

  defp counts(_table, 0, _at, last), do: last

  defp counts(table, left, at, _last) do
    counts(table, left - 1, next_key(at), :ets.update_counter(table, at, 1))
  end

  defp next_key(at) do
    next = at + @stride
    if next < @keys, do: next, else: next - @keys
  end

  # {key, the instant it expires at}
  defp sweep do
    table = :ets.new(:items, [])
    for key <- 1..@sweep, do: :ets.insert(table, {key, 1_000})
    none = timed(fn -> 0 = expire(table, 1) end)
    all = timed(fn -> @sweep = expire(table, 1_001) end)
    0 = :ets.info(table, :size)
    :ets.delete(table)
    {none, all}
  end

  defp expire(table, now), do: :ets.select_delete(table, [{{:_, :"$1"}, [{:<, :"$1", now}], [true]}])

  defp cache(callers, operations, put_every) do
    {:ok, cache} = Cache.start_link()
    hour = System.convert_time_unit(3_600, :second, :native)
    for key <- 0..(@keys - 1), do: Cache.put(cache, key, 1, hour)
    table = Cache.table(cache)
    each = div(operations, callers)
    fn -> together(callers, fn _ -> ^each = uses({cache, table, hour, put_every}, 1, each, 0, 0) end) end
  end

  defp uses(_cache, i, each, _at, sum) when i > each, do: sum

  defp uses({cache, _, hour, put_every} = all, i, each, at, sum) when put_every != nil and rem(i, put_every) == 0 do
    :ok = Cache.put(cache, at, 1, hour)
    uses(all, i + 1, each, next_key(at), sum + 1)
  end

  defp uses({_, table, _, _} = all, i, each, at, sum) do
    {:ok, value} = Cache.get(table, at)
    uses(all, i + 1, each, next_key(at), sum + value)
  end

  # Microseconds, where the other batches count nanoseconds.
  defp cache_fetch do
    {:ok, cache} = Cache.start_link()
    table = Cache.table(cache)

    fn ->
      key = make_ref()
      together(@fetchers, fn _ -> {:ok, 1} = Cache.fetch(cache, table, key, fn -> 1 end) end)
    end
  end

  # Entries that are over after ten seconds, or half of them after a day; the time is said to the sweep. Filled by the owner itself, since
  # only the sweep is measured here.
  defp cache_sweeps do
    second = System.convert_time_unit(1, :second, :native)
    now = System.monotonic_time()
    before = total()
    {cache, table} = filled(now, 10 * second, 10 * second)
    each = (total() - before) / @sweep
    none = timed(fn -> 0 = Cache.sweep(cache, now + second) end)
    all = timed(fn -> @sweep = Cache.sweep(cache, now + 60 * second) end)
    0 = :ets.info(table, :size)
    GenServer.stop(cache)
    {cache, table} = filled(now, 10 * second, 86_400 * second)
    half = timed(fn -> 500_000 = Cache.sweep(cache, now + 60 * second) end)
    500_000 = :ets.info(table, :size)
    GenServer.stop(cache)
    %{each: each, none: none, half: half, all: all}
  end

  defp filled(now, even, odd) do
    {:ok, cache} = Cache.start_link()

    :sys.replace_state(
      cache,
      fn {table, _} = state ->
        for key <- 0..(@sweep - 1), do: :ets.insert(table, {key, -key, now + if(rem(key, 2) == 0, do: even, else: odd)})
        state
      end,
      :infinity
    )

    {cache, Cache.table(cache)}
  end

  defp timed(work) do
    :erlang.garbage_collect()
    from = System.monotonic_time()
    work.()
    System.convert_time_unit(System.monotonic_time() - from, :native, :nanosecond)
  end

  @budget [strategy: :one_for_one, max_restarts: 1_000_000_000, max_seconds: 1]

  defp supervise(children, when_live) do
    specs = for id <- 1..children, do: Supervisor.child_spec({Worker, when_live}, id: id)
    {:ok, supervisor} = Supervisor.start_link(specs, @budget)
    supervisor
  end

  # One crash at a time; the median, in nanoseconds.
  defp crash_to_live do
    driver = self()
    supervisor = supervise(1, fn -> send(driver, {:live, self(), System.monotonic_time()}) end)
    {child, _since} = await_live()

    {_child, took} =
      Enum.reduce(1..@crashes, {child, []}, fn _, {child, took} ->
        from = System.monotonic_time()
        GenServer.cast(child, :crash)
        {next, since} = await_live()
        %{active: 1} = Supervisor.count_children(supervisor)
        {next, [System.convert_time_unit(since - from, :native, :nanosecond) | took]}
      end)

    Supervisor.stop(supervisor)
    median(took)
  end

  defp await_live do
    receive do
      {:live, pid, since} -> {pid, since}
    after
      60_000 -> exit(:batch_did_not_end)
    end
  end

  # Each child crashes as soon as it runs.
  defp restarts do
    driver = self()
    left = :atomics.new(1, [])
    :atomics.put(left, 1, @restarts + @restarting)
    from = System.monotonic_time()

    supervisor =
      supervise(@restarting, fn ->
        case :atomics.sub_get(left, 1, 1) do
          0 -> send(driver, :all_ran)
          after_this when after_this > 0 -> GenServer.cast(self(), :crash)
          _ -> :ok
        end
      end)

    receive do
      :all_ran -> :ok
    after
      60_000 -> exit(:batch_did_not_end)
    end

    took = System.monotonic_time() - from
    Supervisor.stop(supervisor)
    System.convert_time_unit(took, :native, :nanosecond)
  end

  # Erlang's own simple_one_for_one: when it stops, DynamicSupervisor of Elixir 1.14 walks through its whole mailbox for each child,
  # which takes minutes for so many.
  defp children do
    {:ok, supervisor} = :supervisor.start_link(Many, [])

    start =
      timed(fn ->
        for _ <- 1..@children, do: {:ok, _} = :supervisor.start_child(supervisor, [])
        @children = :supervisor.count_children(supervisor)[:active]
      end)

    {start, timed(fn -> Supervisor.stop(supervisor) end)}
  end

  defp member(next) do
    receive do
      {:token, 1, owner} -> send(owner, :done)
      {:token, left, owner} -> send(next, {:token, left - 1, owner})
    end

    member(next)
  end

  # Servers that have done nothing but init, linked to one parent: what the whole machine holds more of, for each of them.
  defp idle(options) do
    # Measured in a process of its own, whose end ends them all.
    me = self()

    {_pid, ref} =
      spawn_monitor(fn ->
        Process.flag(:trap_exit, true)
        before = total()
        servers = for i <- 1..@idle, do: elem(Counter.start_link(options.(i)), 1)
        after_all = total()
        send(me, {:idle, (after_all - before) / length(servers)})
        exit(:shutdown)
      end)

    bytes =
      receive do
        {:idle, bytes} -> bytes
      after
        60_000 -> exit(:batch_did_not_end)
      end

    receive do: ({:DOWN, ^ref, _, _, _} -> bytes)
  end

  defp total do
    :erlang.garbage_collect()
    :erlang.memory(:total)
  end
end

Speed.main(System.argv())
