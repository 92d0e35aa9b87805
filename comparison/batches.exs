# What speed.exs and redis.exs measure with.

defmodule Batches do
  @doc "How long to warm up and how long to measure, in milliseconds."
  def lengths(arguments), do: if("full" in arguments, do: {1_000, 2_000}, else: {700, 1_500})

  @doc "Measures rows, of each its name, how many operations a batch has, and what makes the batch."
  def measure(rows, {warm_up, batches_for}) do
    for {name, operations, prepare} <- rows do
      batch = prepare.()
      _ = times(batch, warm_up)
      print(name, median(times(batch, batches_for)) / operations)
    end
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

  def median(list) do
    sorted = Enum.sort(list)
    middle = div(length(sorted), 2)

    if rem(length(sorted), 2) == 1,
      do: Enum.at(sorted, middle),
      else: (Enum.at(sorted, middle - 1) + Enum.at(sorted, middle)) / 2
  end

  def print(name, figure), do: IO.puts("#{name}\t#{:erlang.float_to_binary(figure * 1.0, decimals: 1)}")

  @doc "Runs the same work in so many processes and waits for all of them."
  def together(count, work) do
    for i <- 1..count do
      {_pid, ref} = spawn_monitor(fn -> work.(i) end)
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
end
