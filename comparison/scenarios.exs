# The scenarios on a real Erlang/OTP: prints what those inside the system saw.
#
#     elixir --erl "+S 1:1" comparison/scenarios.exs file...      a trace for each, below a line "== file"
#     elixir --erl "+S 1:1" comparison/scenarios.exs -            scenarios from standard input, each ended by a line "."
#     elixir --erl "+S 1:1" comparison/scenarios.exs record       writes the trace of each scenario beside it
#
# One scheduler, so that "let everybody else run until nobody has anything left to do" is a matter of yielding.

defmodule Script do
  @moduledoc "A scenario file: a title, its rows, and steps, each the name of a process and an Erlang call."

  defstruct [:title, :rows, steps: []]

  def read(text) do
    lines = text |> String.split("\n") |> Enum.map(&strip/1) |> Enum.with_index(1)
    [{title, _}, {"rows:" <> rows, _} | steps] = Enum.reject(lines, fn {line, _} -> line == "" end)
    %Script{title: title, rows: String.split(rows), steps: steps |> Enum.map(&step/1) |> Enum.with_index(1)}
  end

  defp strip("#" <> _), do: ""
  defp strip(line), do: String.trim(line)

  # {subject, result variable or nil, function, arguments, text}
  defp step({line, _number}) do
    case Regex.run(~r/^([A-Z]\w*): (.*)$/, line) do
      [_, subject, call] -> call(String.to_atom(subject), call)
      nil -> call(nil, line)
    end
  end

  defp call(subject, text) do
    {:ok, tokens, _} = :erl_scan.string(String.to_charlist(text <> "."))
    {:ok, [expression]} = :erl_parse.parse_exprs(tokens)

    case expression do
      {:match, _, {:var, _, result}, {:call, _, {:atom, _, name}, arguments}} -> {subject, result, name, arguments, text}
      {:call, _, {:atom, _, name}, arguments} -> {subject, nil, name, arguments, text}
    end
  end
end

defmodule Term do
  @moduledoc "Terms of a scenario: to values, as patterns, and back to text."

  def value({:var, _, name}, env), do: Map.fetch!(env, name)
  def value({:tuple, _, elements}, env), do: elements |> Enum.map(&value(&1, env)) |> List.to_tuple()
  def value({:cons, _, head, tail}, env), do: [value(head, env) | value(tail, env)]
  def value({nil, _}, _env), do: []
  def value({_, _, literal}, _env), do: literal

  @doc "Whether all variables are bound that a function looks up."
  def bound?(name, _arguments, _env) when name in [:spawn, :spawn_link, :spawn_monitor, :dynamic_supervisor], do: true
  def bound?(:supervisor, [_name, flags, children], env), do: bound?(flags, env) and bound?(children, env)
  def bound?(:recv, [_pattern | timeout], env), do: Enum.all?(timeout, &bound?(&1, env))
  def bound?(_name, arguments, env), do: Enum.all?(arguments, &bound?(&1, env))

  defp bound?({:var, _, name}, env), do: Map.has_key?(env, name)
  defp bound?({:tuple, _, elements}, env), do: Enum.all?(elements, &bound?(&1, env))
  defp bound?({:cons, _, head, tail}, env), do: bound?(head, env) and bound?(tail, env)
  defp bound?(_literal, _env), do: true

  @doc "The bindings with those of the pattern's free variables, or nil."
  def match({:var, _, :_}, _value, env), do: env

  def match({:var, _, name}, value, env) do
    case env do
      %{^name => ^value} -> env
      %{^name => _} -> nil
      _ -> Map.put(env, name, value)
    end
  end

  def match({:tuple, _, elements}, value, env) when is_tuple(value) and length(elements) == tuple_size(value),
    do: all(elements, Tuple.to_list(value), env)

  def match({:tuple, _, _}, _value, _env), do: nil
  def match({:cons, _, head, tail}, [first | rest], env), do: all([head, tail], [first, rest], env)
  def match({:cons, _, _, _}, _value, _env), do: nil
  def match({nil, _}, [], env), do: env
  def match({nil, _}, _value, _env), do: nil
  def match({_, _, literal}, value, env), do: if(literal === value, do: env)

  defp all(patterns, values, env) do
    Enum.zip(patterns, values)
    |> Enum.reduce(env, fn {pattern, value}, env -> env && match(pattern, value, env) end)
  end

  @doc "A value as text: processes and references by their names, a stack trace as the one word stacktrace."
  def show([{m, f, a, location} | _], _names) when is_atom(m) and is_atom(f) and is_list(location) and (is_integer(a) or is_list(a)),
    do: "stacktrace"

  # What a server was asked and has not looked at.
  def show({:"$gen_call", {_, _}, _}, _names), do: "'a call'"
  def show({:system, {_, _}, _}, _names), do: "'a call'"

  # What start_child says of a start that failed holds the child as the supervisor keeps it.
  def show(child, _names) when is_tuple(child) and elem(child, 0) == :child and tuple_size(child) > 4, do: "child"
  def show({reason, {m, f, arguments}}, names) when m in [:gen_server, GenServer] and is_atom(f) and is_list(arguments), do: "{#{show(reason, names)}, call}"
  def show(list, names) when is_list(list), do: "[" <> Enum.map_join(list, ", ", &show(&1, names)) <> "]"
  def show(tuple, names) when is_tuple(tuple), do: "{" <> (tuple |> Tuple.to_list() |> Enum.map_join(", ", &show(&1, names))) <> "}"
  def show(identity, names) when is_pid(identity) or is_reference(identity), do: Map.get(names, identity, if(is_pid(identity), do: "a process", else: "a reference"))
  def show(atom, _names) when is_atom(atom), do: :io_lib.format("~p", [atom]) |> to_string()
  def show(number, _names) when is_integer(number), do: Integer.to_string(number)
  def show(other, _names), do: inspect(other)
end

defmodule Puppet do
  @moduledoc "A process of a scenario. It does what the director says, one step after the other, and nothing else."

  @doc "The loop. With a parent it ends when that one tells it to, as a server does that traps exits."
  def loop(director, parent \\ nil) do
    receive do
      {:"$step", number, name, arguments, env} ->
        case run(name, arguments, env, director) do
          :return -> :ok
          outcome ->
            send(director, {:done, self(), number, outcome})
            loop(director, parent)
        end

      {:EXIT, ^parent, reason} ->
        send(director, {:terminates, self(), parent, reason})
        exit(reason)
    end
  end

  defp run(:exit, [reason], env, _), do: exit(Term.value(reason, env))
  defp run(:error, [reason], env, _), do: :erlang.error(Term.value(reason, env))
  defp run(:throw, [value], env, _), do: throw(Term.value(value, env))
  defp run(:return, [], _env, _), do: :return

  defp run(name, arguments, env, director) do
    case act(name, arguments, env, director) do
      {:bind, value, bindings} -> {:ok, value, bindings}
      value -> {:ok, value, %{}}
    end
  catch
    # Not rescue: that would load Elixir's exceptions, for which a process waits that the director does not know.
    kind, reason -> {:raised, kind, reason}
  end

  defp act(:spawn, [{:var, _, name}], _env, director) do
    pid = spawn(fn -> loop(director) end)
    {:bind, pid, %{name => pid}}
  end

  defp act(:spawn_link, [{:var, _, name}], _env, director) do
    pid = spawn_link(fn -> loop(director) end)
    {:bind, pid, %{name => pid}}
  end

  defp act(:spawn_monitor, [{:var, _, name}, {:var, _, ref_name}], _env, director) do
    {pid, ref} = spawn_monitor(fn -> loop(director) end)
    {:bind, {pid, ref}, %{name => pid, ref_name => ref}}
  end

  defp act(:supervisor, [{:var, _, name}, flags, children], env, director) do
    bind_started(name, Tree.start_static(director, Term.value(flags, env), Term.value(children, env)))
  end

  defp act(:dynamic_supervisor, [{:var, _, name}, flags], env, _director) do
    bind_started(name, Tree.start_dynamic(Term.value(flags, env)))
  end

  defp act(:start_child, [supervisor, child], env, director),
    do: Tree.start_child(Term.value(supervisor, env), Term.value(child, env), director)

  defp act(:recv, [pattern], env, _), do: take(pattern, env, :infinity)
  defp act(:recv, [pattern, timeout], env, _), do: take(pattern, env, Term.value(timeout, env))
  defp act(:flush, [], _env, _), do: flush()
  defp act(name, arguments, env, _), do: bif(name, Enum.map(arguments, &Term.value(&1, env)))

  defp bind_started(name, {:ok, pid}), do: {:bind, {:ok, pid}, %{name => pid}}
  defp bind_started(_name, failed), do: failed

  defp take(pattern, env, timeout) do
    case :prim_eval.receive(&wanted(pattern, &1, env), timeout) do
      {:taken, message, bindings} -> {:bind, message, bindings}
      _ -> :timeout
    end
  end

  defp wanted(_pattern, {:"$step", _, _, _, _}, _env), do: :nomatch

  defp wanted(pattern, message, env) do
    case Term.match(pattern, message, env) do
      nil -> :nomatch
      bindings -> {:taken, message, Map.drop(bindings, Map.keys(env))}
    end
  end

  def flush do
    case :prim_eval.receive(&wanted({:var, 0, :_}, &1, %{}), 0) do
      {:taken, message, _} -> [message | flush()]
      _ -> []
    end
  end

  # Erlang's functions; what differs from run to run is left out of what they return.
  defp bif(:trap_exit, [flag]), do: :erlang.process_flag(:trap_exit, flag)
  defp bif(:monitor, [object]), do: :erlang.monitor(:process, object)
  defp bif(:monitor, [object, options]), do: :erlang.monitor(:process, object, options)
  defp bif(:cancel_timer, [ref]), do: left(:erlang.cancel_timer(ref))
  defp bif(:read_timer, [ref]), do: left(:erlang.read_timer(ref))
  defp bif(:links, []), do: {:unordered, elem(Process.info(self(), :links), 1)}
  defp bif(:queue, []), do: {:messages, elem(Process.info(self(), :messages), 1)}
  defp bif(:terminate_child, [supervisor, child]) when is_pid(child), do: DynamicSupervisor.terminate_child(supervisor, child)
  defp bif(:terminate_child, [supervisor, id]), do: :supervisor.terminate_child(supervisor, id)
  defp bif(:restart_child, [supervisor, id]), do: :supervisor.restart_child(supervisor, id)
  defp bif(:delete_child, [supervisor, id]), do: :supervisor.delete_child(supervisor, id)
  defp bif(:which_children, [supervisor]), do: Tree.which_children(supervisor)
  defp bif(:count_children, [supervisor]), do: Tree.count_children(supervisor)
  defp bif(:stop, [supervisor]), do: GenServer.stop(supervisor)
  defp bif(:stop, [supervisor, reason]), do: GenServer.stop(supervisor, reason)
  defp bif(name, arguments), do: apply(:erlang, name, arguments)

  defp left(false), do: false
  defp left(_milliseconds), do: :time_left
end

defmodule Tree do
  @moduledoc """
  Supervisors of a scenario. A child is {Id, Options}, a supervisor as a child {Id, Flags, Children, Options}.

  Options are a restart type, {shutdown, brutal_kill | infinity | Milliseconds}, significant; traps, for a child that traps exits
  and ends when it is told to; stubborn, for one that traps them and does not; and {starts, [...]}, what its start function does
  from one start to the next: ok, ignore, {error, Reason}, {raise, Reason}, {exit, Reason}; the last of them from then on.
  """
  @behaviour :supervisor

  @impl true
  def init(description), do: {:ok, description}

  def start_static(director, flags, children), do: :supervisor.start_link(__MODULE__, {flags(flags), Enum.map(children, &spec(&1, director))})

  def start_dynamic({intensity, period, max}) do
    DynamicSupervisor.start_link(strategy: :one_for_one, max_restarts: intensity, max_seconds: period, max_children: max)
  end

  def start_child(supervisor, child, director) do
    spec = spec(child, director)
    if dynamic?(supervisor), do: DynamicSupervisor.start_child(supervisor, spec), else: :supervisor.start_child(supervisor, spec)
  end

  def which_children(supervisor) do
    children = for {id, child, type, _} <- GenServer.call(supervisor, :which_children, :infinity), do: {id, child, type}
    if dynamic?(supervisor), do: {:unordered, children}, else: children
  end

  def count_children(supervisor) do
    counts = Map.new(GenServer.call(supervisor, :count_children, :infinity))
    for key <- [:specs, :active, :supervisors, :workers], do: {key, counts[key]}
  end

  # A dead one answers no question anyway.
  defp dynamic?(supervisor) do
    case Process.info(supervisor, :dictionary) do
      {:dictionary, dictionary} -> not match?({:supervisor, __MODULE__, _}, dictionary[:"$initial_call"])
      nil -> false
    end
  end

  defp flags({strategy, intensity, period}), do: %{strategy: strategy, intensity: intensity, period: period}
  defp flags({strategy, intensity, period, auto}), do: Map.put(flags({strategy, intensity, period}), :auto_shutdown, auto)

  defp spec({id, options}, director), do: options(%{id: id, start: {__MODULE__, :start_worker, [director, id, options]}}, options)

  defp spec({id, flags, children, options}, director) do
    options(%{id: id, start: {__MODULE__, :start_supervisor, [director, id, flags, children, options]}, type: :supervisor}, options)
  end

  defp options(spec, options) do
    Enum.reduce(options, spec, fn
      type, spec when type in [:permanent, :transient, :temporary] -> Map.put(spec, :restart, type)
      {:shutdown, shutdown}, spec -> Map.put(spec, :shutdown, shutdown)
      :significant, spec -> Map.put(spec, :significant, true)
      _, spec -> spec
    end)
  end

  def start_worker(director, id, options) do
    start(director, id, options, fn ->
      parent = self()

      pid =
        spawn_link(fn ->
          if :traps in options or :stubborn in options, do: Process.flag(:trap_exit, true)
          send(parent, {:ready, self()})
          Puppet.loop(director, if(:traps in options, do: parent))
        end)

      receive do
        {:ready, ^pid} -> {:ok, pid}
      end
    end)
  end

  def start_supervisor(director, id, flags, children, options), do: start(director, id, options, fn -> start_static(director, flags, children) end)

  defp start(director, id, options, function) do
    starts = Enum.find_value(options, [:ok], fn option -> match?({:starts, _}, option) && elem(option, 1) end)
    number = :ets.update_counter(:starts, id, 1, {id, -1})

    case Enum.at(starts, number, List.last(starts)) do
      :ok -> tell(director, id, function.())
      {:raise, reason} -> :erlang.error(reason)
      {:exit, reason} -> exit(reason)
      outcome -> outcome
    end
  end

  # The director knows the process before anything can befall it.
  defp tell(director, id, {:ok, pid}) do
    send(director, {:started, id, pid, self()})

    receive do
      {:known, ^pid} -> {:ok, pid}
    end
  end

  defp tell(_director, _id, failed), do: failed
end

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

  # Everybody else runs until nobody has anything left to do.
  defp settle(state, still \\ 0)
  defp settle(state, 100), do: state

  defp settle(state, still) do
    :erlang.yield()
    case collect(state) do
      ^state -> settle(state, still + 1)
      changed -> settle(changed)
    end
  end

  defp collect(state) do
    receive do
      {:started, id, pid, starter} ->
        state = started(state, id, pid, starter)
        send(starter, {:known, pid})
        collect(state)

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

  defp supervisor?(pid), do: pid |> Process.info(:dictionary) |> elem(1) |> Keyword.has_key?(:"$initial_call")

  defp clean(state) do
    for {_, pid} <- state.cast, do: Process.exit(pid, :kill)
    :ets.delete(:starts)
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

Logger.configure(level: :none)
:logger.set_primary_config(:level, :none)

defmodule Main do
  # What a scenario may come to use is loaded before: to load a module is to wait for the disk, and the director would take that
  # for the end.
  def main(arguments) do
    for application <- [:kernel, :stdlib, :elixir, :logger] do
      Application.load(application)
      :code.ensure_modules_loaded(Application.spec(application, :modules))
    end

    play(arguments)
  end

  defp play(["-"]), do: answer([])

  defp play(["record"]) do
    folder = Path.join(__DIR__, "scenarios")

    for file <- Path.wildcard(Path.join(folder, "**/*.scn")) do
      trace = file |> File.read!() |> Script.read() |> Director.run()
      File.write!(Path.rootname(file) <> ".trace", trace)
    end

    File.write!(Path.join(folder, "recorded-with.txt"), "Erlang/OTP #{System.otp_release()}, erts #{:erlang.system_info(:version)}, Elixir #{System.version()}\n")
  end

  defp play(files) do
    for file <- files do
      IO.puts("== #{file}")
      file |> File.read!() |> Script.read() |> Director.run() |> IO.write()
    end
  end

  # Scenarios come one after the other, each ended by a line with a dot; so do the answers.
  defp answer(lines) do
    case IO.gets("") do
      :eof -> :ok
      ".\n" ->
        lines |> Enum.reverse() |> Enum.join() |> Script.read() |> Director.run() |> IO.write()
        IO.puts(".")
        answer([])
      line -> answer([line | lines])
    end
  end
end

Main.main(System.argv())
