defmodule Machine do
  @moduledoc """
  A gen_statem of a scenario: a table of what it does in which state with which event. In it '_' fits anything.

      {init, Outcome}                {State, Data, Actions}, ignore, {stop, Reason}, {raise, Reason}, {exit, Reason}, bad
      {on, State, Event, Effect}     the event is {call, Request}, {cast, Message}, {info, Message}, {internal, Content},
                                     {state_timeout, Content}, {timeout, Content} or {{timeout, Name}, Content}
      {enter, State, Effect}         what it does when it enters; without any there is no state_enter
      {terminate, Effect}            {raise, Reason}, {exit, Reason}
      traps, nolink, {name, Name}

  Effects are those of gen_statem with all they may have: {next_state, State, Data, Actions}, {keep_state, Data, Actions},
  {keep_state_and_data, Actions}, {repeat_state, Data, Actions}, {repeat_state_and_data, Actions}, {stop, Reason},
  {stop, Reason, Data}, {stop_and_reply, Reason, Replies, Data}; and {raise, Reason}, {exit, Reason}, bad. So are actions:
  postpone, hibernate, {next_event, Type, Content}, the timeouts with a time, cancel, or update and a content; {reply, Answer}
  answers the call that the event is, {reply, Key, Answer} the one that {keep, Key} kept, once; {send, To, Message} sends.
  """

  def start(director, name, mode, clauses) do
    Server.check(clauses, [:init, :on, :enter, :terminate, :name, :traps, :nolink], "a clause of a state machine")
    if mode not in [:state_functions, :handle_event_function], do: Mistake.unexpected("state_functions or handle_event_function", mode)
    enters? = Enum.any?(clauses, &match?({:enter, _, _}, &1))
    arguments = {director, name, clauses}
    options = []

    case {Server.find(clauses, :name, [], nil), :nolink in clauses} do
      {nil, true} -> :gen_statem.start(module(mode, enters?), arguments, options)
      {nil, false} -> :gen_statem.start_link(module(mode, enters?), arguments, options)
      {local, link} when is_atom(local) -> named({:local, local}, link, module(mode, enters?), arguments, options)
      {other, link} -> named(Server.name(other), link, module(mode, enters?), arguments, options)
    end
  end

  defp named(name, true, module, arguments, options), do: :gen_statem.start(name, module, arguments, options)
  defp named(name, false, module, arguments, options), do: :gen_statem.start_link(name, module, arguments, options)

  defp module(:state_functions, false), do: Machine.Functions
  defp module(:state_functions, true), do: Machine.FunctionsWithEnter
  defp module(:handle_event_function, false), do: Machine.Handle
  defp module(:handle_event_function, true), do: Machine.HandleWithEnter

  def init({director, name, clauses}) do
    Server.enters(director, name)
    if :traps in clauses, do: Process.flag(:trap_exit, true)
    Process.put(:machine, {director, clauses})
    Server.saw(director, "init")

    case Server.find(clauses, :init, [], :bad) do
      {:raise, reason} -> :erlang.error(reason)
      {:exit, reason} -> exit(reason)
      {:stop, reason} -> {:stop, reason}
      {state, data, actions} -> {:ok, state, data, actions(actions, nil)}
      outcome -> outcome
    end
  end

  def handle(:enter, old, state, data) do
    {director, clauses} = Process.get(:machine)
    Server.saw(director, "enters", [state, :from, old, :with, data])
    act(Server.find(clauses, :enter, [state], {:keep_state_and_data, []}), nil)
  end

  def handle(type, content, state, data) do
    {director, clauses} = Process.get(:machine)

    {event, from} =
      case type do
        {:call, from} -> {{:call, content}, from}
        _ -> {{type, content}, nil}
      end

    Server.saw(director, "in", [state, :with, data, event])
    act(Server.find(clauses, :on, [state, event], {:keep_state_and_data, []}), from)
  end

  def terminate(reason, state, data) do
    {director, clauses} = Process.get(:machine)
    Server.saw(director, "terminate", [reason, :in, state, :with, data])

    case Server.find(clauses, :terminate, [], :ok) do
      {:raise, reason} -> :erlang.error(reason)
      {:exit, reason} -> exit(reason)
      :ok -> :ok
    end
  end

  defp act({:next_state, state, data, actions}, from), do: {:next_state, state, data, actions(actions, from)}
  defp act({:keep_state, data, actions}, from), do: {:keep_state, data, actions(actions, from)}
  defp act({:keep_state_and_data, actions}, from), do: {:keep_state_and_data, actions(actions, from)}
  defp act({:repeat_state, data, actions}, from), do: {:repeat_state, data, actions(actions, from)}
  defp act({:repeat_state_and_data, actions}, from), do: {:repeat_state_and_data, actions(actions, from)}
  defp act({:stop_and_reply, reason, replies, data}, from), do: {:stop_and_reply, reason, actions(replies, from), data}
  defp act({:raise, reason}, _from), do: :erlang.error(reason)
  defp act({:exit, reason}, _from), do: exit(reason)
  defp act(stop, _from) when elem(stop, 0) == :stop, do: stop
  defp act(:bad, _from), do: :bad
  defp act(other, _from), do: Mistake.unexpected("an effect of a state machine", other)

  # A reply without a call, or to nobody that was kept, is none.
  defp actions(actions, from) do
    Enum.flat_map(actions, fn
      {:reply, answer} -> if from, do: [{:reply, from, answer}], else: []
      {:reply, key, answer} -> if kept = Server.take(key), do: [{:reply, kept, answer}], else: []
      {:keep, key} -> if from, do: Server.keep(key, from)
        []
      {:send, to, message} -> send(to, message)
        []
      action -> [action]
    end)
  end

  for {name, mode} <- [Functions: [:state_functions], FunctionsWithEnter: [:state_functions, :state_enter]] do
    defmodule Module.concat(Machine, name) do
      @moduledoc false
      @mode mode
      def callback_mode, do: @mode
      defdelegate init(arguments), to: Machine
      defdelegate terminate(reason, state, data), to: Machine

      for state <- ~w(a b c d open closed locked idle busy)a do
        def unquote(state)(type, content, data), do: Machine.handle(type, content, unquote(state), data)
      end
    end
  end

  for {name, mode} <- [Handle: [:handle_event_function], HandleWithEnter: [:handle_event_function, :state_enter]] do
    defmodule Module.concat(Machine, name) do
      @moduledoc false
      @mode mode
      def callback_mode, do: @mode
      defdelegate init(arguments), to: Machine
      defdelegate terminate(reason, state, data), to: Machine
      def handle_event(type, content, state, data), do: Machine.handle(type, content, state, data)
    end
  end
end
