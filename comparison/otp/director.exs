defmodule Director do
  @moduledoc "Runs a scenario: one step, then whatever comes of it, then the next step."

  defstruct env: %{}, cast: %{}, names: %{}, order: [], pending: %{}, traces: %{}, steps: %{}, last: nil, births: %{}, sequence: []

  def run(%Script{steps: steps}) do
    me = self()
    :ets.new(:starts, [:named_table, :public])
    {main, _} = spawn_monitor(fn -> Puppet.loop(me) end)
    start = born(%Director{}, :Main, main)
    state = Enum.reduce(steps, start, fn {step, number}, state -> step(state, number, step) end)
    state = end_of(state)
    clean(state)
    print(state)
  end

  defp step(state, _number, {nil, nil, :wait, [{:integer, _, time}], _text}) do
    Process.sleep(time)
    settle(state)
  end

  defp step(state, number, {subject, result, name, arguments, text}) do
    state = %{state | steps: Map.put(state.steps, number, {subject, result, text})}
    pid = state.env[subject]

    cond do
      # Who was to start it was dead, or busy.
      pid == nil -> state
      not Process.alive?(pid) -> note(state, name_of(state, pid), "#{number} #{text} : dead")
      Map.has_key?(state.pending, pid) -> note(state, name_of(state, pid), "#{number} #{text} : busy")
      not Term.bound?(name, arguments, state.env) -> note(state, name_of(state, pid), "#{number} #{text} : unbound")
      true ->
        send(pid, {:"$step", number, name, arguments, state.env})
        settle(%{state | pending: Map.put(state.pending, pid, number), last: nil})
    end
  end

  # Everybody else runs until nobody has anything left to do. Who never comes to that is the business of scenarios.exs.
  defp settle(state, still \\ 0)
  defp settle(state, 100), do: if(Enum.any?(state.cast, &busy?/1), do: settle(state), else: state)

  defp settle(state, still) do
    :erlang.yield()
    case collect(state) do
      ^state -> settle(state, still + 1)
      changed -> settle(changed)
    end
  end

  defp busy?({_name, pid}), do: Process.info(pid, :status) in [{:status, :running}, {:status, :runnable}]

  defp collect(state) do
    receive do
      {:started, id, pid, starter} ->
        state = started(state, id, pid, starter)
        send(starter, {:known, pid})
        collect(state)

      {:enters, id, pid} ->
        Process.monitor(pid)
        state = born(state, id, pid)
        send(pid, {:known, pid})
        collect(state)

      {:saw, pid, word, terms} ->
        state |> note(name_of(state, pid), Enum.join([word | Enum.map(terms, &Term.show(&1, state.names))], " ")) |> collect()

      {:terminates, pid, by, reason} -> state |> terminates(pid, by, reason) |> collect()
      {:done, pid, number, outcome} -> state |> done(pid, number, outcome) |> collect()
      {:DOWN, _ref, :process, pid, reason} -> state |> died(pid, reason) |> collect()
    after
      0 -> state
    end
  end

  defp started(state, id, pid, by) do
    Process.monitor(pid)
    count = Map.get(state.births, id, 0) + 1
    name = if count == 1, do: id, else: :"#{id}#{count}"
    state = born(%{state | births: Map.put(state.births, id, count)}, name, pid)
    order(%{state | env: Map.put(state.env, id, pid)}, by, "#{name} started")
  end

  defp terminates(state, pid, by, reason) do
    line = "terminates #{Term.show(reason, state.names)}"
    state = note(state, name_of(state, pid), line)
    # Told by a supervisor they go one after the other. Of a parent's death they hear all at once.
    if reason == :shutdown, do: order(state, by, "#{name_of(state, pid)} #{line}"), else: state
  end

  # What one supervisor does, it does in order.
  defp order(state, by, line), do: %{state | sequence: [{by, line} | state.sequence]}
  defp name_of(state, pid), do: state.names |> Map.fetch!(pid) |> String.to_atom()

  defp done(state, pid, number, outcome) do
    {_, result, text} = Map.fetch!(state.steps, number)
    subject = name_of(state, pid)
    state = %{state | pending: Map.delete(state.pending, pid)}

    case outcome do
      {:ok, value, bindings} ->
        bindings = if result, do: Map.put(bindings, result, value), else: bindings
        state = Enum.reduce(bindings, state, fn {name, bound}, state -> bind(state, name, bound) end)
        line = "#{number} #{text} -> #{shown(value, state)}"
        note(%{state | last: {subject, line, "#{number} #{text}"}}, subject, line)

      {:raised, kind, reason} ->
        line = "#{number} #{text} -> #{kind} #{Term.show(reason, state.names)}"
        note(%{state | last: {subject, line, "#{number} #{text}"}}, subject, line)
    end
  end

  defp shown({:unordered, values}, state), do: "[" <> (values |> Enum.map(&Term.show(&1, state.names)) |> Enum.reject(&(&1 == "a process")) |> Enum.sort() |> Enum.join(", ")) <> "]"

  # One end may bring many messages from several processes; in which order, OTP does not promise.
  defp shown({:messages, messages}, state) do
    messages
    |> Enum.chunk_by(&(about_an_end(&1, state) != nil))
    |> Enum.flat_map(fn [first | _] = run -> if about_an_end(first, state), do: Enum.sort_by(run, &about_an_end(&1, state)), else: run end)
    |> Term.show(state.names)
  end

  defp shown(value, state), do: Term.show(value, state.names)

  defp about_an_end({:EXIT, from, _}, state), do: "EXIT " <> Term.show(from, state.names)
  defp about_an_end({:DOWN, ref, :process, _, _}, state), do: "DOWN " <> Term.show(ref, state.names)
  defp about_an_end(_, _state), do: nil

  defp bind(state, name, pid) when is_pid(pid) do
    if Map.has_key?(state.names, pid) do
      %{state | env: Map.put(state.env, name, pid)}
    else
      Process.monitor(pid)
      collect(born(state, name, pid))
    end
  end

  defp bind(state, name, value) when is_reference(value),
    do: %{state | env: Map.put(state.env, name, value), names: Map.put_new(state.names, value, Atom.to_string(name))}

  defp bind(state, name, %Task{ref: ref} = task),
    do: %{state | env: Map.put(state.env, name, task), names: Map.put_new(state.names, ref, Atom.to_string(name))}

  defp bind(state, name, value), do: %{state | env: Map.put(state.env, name, value)}

  defp born(state, name, pid) do
    %{
      state
      | env: Map.put(state.env, name, pid),
        cast: Map.put(state.cast, name, pid),
        names: Map.put(state.names, pid, Atom.to_string(name)),
        order: [name | state.order]
    }
  end

  defp died(state, pid, reason) do
    subject = name_of(state, pid)
    {unfinished, pending} = Map.pop(state.pending, pid)
    state = %{state | pending: pending}
    state = if unfinished, do: note(state, subject, "#{unfinished} #{text(state, unfinished)}"), else: state
    state = state |> forget_result(subject)
    note(state, subject, "exited #{Term.show(reason, state.names)}")
  end

  # Who dies of what its own step brought about may or may not see that step return.
  defp forget_result(%{last: {subject, line, without}} = state, subject) do
    case state.traces[subject] do
      [^line | lines] -> %{state | traces: %{state.traces | subject => [without | lines]}}
      _ -> state
    end
  end

  defp forget_result(state, _subject), do: state

  defp text(state, number), do: state.steps |> Map.fetch!(number) |> elem(2)

  # At the end: who waits still, and what lies in the mailboxes.
  defp end_of(state) do
    Enum.reduce(Enum.reverse(state.order), state, fn subject, state ->
      pid = state.cast[subject]

      if Process.alive?(pid) do
        unfinished = state.pending[pid]
        state = if unfinished, do: note(state, subject, "#{unfinished} #{text(state, unfinished)} : waits"), else: state
        {:messages, messages} = Process.info(pid, :messages)
        # What is in the mailbox of a supervisor is not for others to see.
        if messages == [] or supervisor?(pid), do: state, else: note(state, subject, "mailbox #{shown({:messages, messages}, state)}")
      else
        state
      end
    end)
  end

  # A task is started as servers are, and is none.
  defp supervisor?(pid) do
    case pid |> Process.info(:dictionary) |> elem(1) |> Keyword.fetch(:"$initial_call") do
      {:ok, {module, _, _}} -> module not in [Data, :erlang]
      :error -> false
    end
  end

  defp clean(state) do
    for {_, pid} <- state.cast, do: Process.exit(pid, :kill)
    :ets.delete(:starts)
    Data.clean()
    for _ <- 1..100, do: :erlang.yield()
    collect_all()
  end

  defp collect_all do
    receive do
      _ -> collect_all()
    after
      0 -> :ok
    end
  end

  defp note(state, subject, line), do: %{state | traces: Map.update(state.traces, subject, [line], &[line | &1])}

  defp print(state) do
    sections = for subject <- Enum.reverse(state.order), lines = state.traces[subject], do: section(subject, lines)
    by = state.sequence |> Enum.reverse() |> Enum.map(&elem(&1, 0)) |> Enum.uniq()
    orders = for pid <- by, do: section("by #{Term.show(pid, state.names)}, in this order", for({^pid, line} <- state.sequence, do: line))
    Enum.join(sections ++ Enum.sort(orders))
  end

  defp section(title, lines), do: "#{title}\n" <> Enum.map_join(Enum.reverse(lines), "", &"  #{&1}\n")
end
