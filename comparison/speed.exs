# The BEAM column of the table: the same rows, the same amounts of work, on Erlang's own processes.
#
#     elixir comparison/speed.exs        a line "row<TAB>figure" for each row; nanoseconds, bytes for the idle rows
#     elixir comparison/speed.exs full   measures longer
#
# All that is measured is in modules: code at the top of a script is interpreted, code in a module is compiled.

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

defmodule Speed do
  @calls 20_000
  @casts 200_000
  @spawns 20_000
  @ring 1_000
  @hops 100_000
  @idle 100_000

  def main(arguments) do
    {warm_up, batches_for} = if "full" in arguments, do: {2_000, 4_000}, else: {700, 1_500}
    {:ok, _} = Application.ensure_all_started(:logger)
    # A process that starts many dies with none of them.
    Process.flag(:trap_exit, true)

    # Of each: its name, how many operations a batch has, and what makes the batch.
    rows = [
      {"call-1", @calls, fn -> call(1) end},
      {"call-100", @calls, fn -> call(100) end},
      {"cast-1", @casts, fn -> cast(1) end},
      {"cast-8", @casts, fn -> cast(8) end},
      {"spawn", @spawns, fn -> &spawn_run_exit/0 end},
      {"ring", @hops, &ring/0}
    ]

    for {name, operations, prepare} <- rows do
      batch = prepare.()
      _ = times(batch, warm_up)
      print(name, median(times(batch, batches_for)) / operations)
    end

    # The first look warms up what the second one counts on.
    _ = idle(fn _ -> [] end)
    print("idle", idle(fn _ -> [] end))
    print("idle-named", idle(fn i -> [name: :"idle-#{i}"] end))
  end

  # As with JMH, batches follow one another until the time is over; a batch's time is wall time.
  defp times(batch, milliseconds) do
    deadline = System.monotonic_time(:millisecond) + milliseconds
    times(batch, deadline, [])
  end

  defp times(batch, deadline, done) do
    # Garbage of the batch before is not this one's time.
    :erlang.garbage_collect()
    from = System.monotonic_time()
    batch.()
    done = [System.monotonic_time() - from | done]

    if System.monotonic_time(:millisecond) < deadline or length(done) < 3 do
      times(batch, deadline, done)
    else
      Enum.map(done, &System.convert_time_unit(&1, :native, :nanosecond))
    end
  end

  defp median(list) do
    sorted = Enum.sort(list)
    middle = div(length(sorted), 2)

    if rem(length(sorted), 2) == 1,
      do: Enum.at(sorted, middle),
      else: (Enum.at(sorted, middle - 1) + Enum.at(sorted, middle)) / 2
  end

  defp print(name, figure), do: IO.puts("#{name}\t#{:erlang.float_to_binary(figure * 1.0, decimals: 1)}")

  # Runs the same work in so many processes and waits for all of them.
  defp together(count, work) do
    for _ <- 1..count do
      {_pid, ref} = spawn_monitor(work)
      ref
    end
    |> Enum.each(fn ref ->
      receive do
        {:DOWN, ^ref, :process, _, :normal} -> :ok
        {:DOWN, ^ref, :process, _, reason} -> exit({:a_caller_failed, reason})
      after
        60_000 -> exit(:batch_did_not_end)
      end
    end)
  end

  defp call(callers) do
    {:ok, server} = Counter.start_link()
    GenServer.cast(server, {:add, 1})
    each = div(@calls, callers)

    fn ->
      together(callers, fn ->
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
      together(producers, fn -> casts(server, each) end)
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
