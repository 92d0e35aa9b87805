defmodule Server do
  @moduledoc """
  A gen_server of a scenario: its callbacks are a list of clauses. In them '_' fits anything.

      {init, Outcome}          ok, {ok, Then}, ignore, {stop, Reason}, {raise, Reason}, {exit, Reason}, bad, hang
      {call, Request, Effect}  and so {cast, Message, Effect}, {info, Message, Effect}, {continue, What, Effect}, {terminate, Effect}
      traps, nolink, {name, Name}, {start_timeout, Milliseconds}, {hibernate_after, Milliseconds}

  An effect is {reply, Answer}, {reply, Answer, Then}, noreply, {noreply, Then}, {stop, Reason}, {stop, Reason, Answer},
  {raise, Reason}, {exit, Reason}, bad (a return that no server may return), {keep, Key} (the call is answered later), or
  {do, Actions, Effect}. Actions: {answer, Key, Answer}, {send, To, Message}, {hand_over, To} (the address of the answer, in a
  message {from, From}), {call, Server, Request}, {unlink, Process}. Then: {timeout, Milliseconds}, hibernate, {continue, What}.
  """
  @behaviour :gen_server

  def start(director, name, clauses) do
    check(clauses, [:init, :call, :cast, :info, :continue, :terminate, :name, :start_timeout, :hibernate_after, :traps, :nolink], "a clause of a server")

    options =
      Enum.flat_map(clauses, fn
        {:name, name} -> [name: name(name)]
        {:start_timeout, time} -> [timeout: time]
        {:hibernate_after, time} -> [hibernate_after: time]
        _ -> []
      end)

    arguments = {director, name, clauses}
    if :nolink in clauses, do: GenServer.start(__MODULE__, arguments, options), else: GenServer.start_link(__MODULE__, arguments, options)
  end

  @doc "Each clause is one of these words, or a tuple that begins with one."
  def check(clauses, words, expected) do
    for clause <- clauses, word = if(is_tuple(clause), do: elem(clause, 0), else: clause), word not in words, do: Mistake.unexpected(expected, word)
  end

  @doc "A name as Elixir knows it."
  def name({:via, :registry, {registry, key}}), do: {:via, Registry, {registry, key}}
  def name(name), do: name

  @doc "The director knows the process before anything can befall it."
  def enters(director, name) do
    me = self()
    send(director, {:enters, name, me})

    receive do
      {:known, ^me} -> :ok
    end
  end

  @doc "The first that fits of those that are of a kind and have so many arguments."
  def find(clauses, kind, wanted, default) do
    Enum.find_value(clauses, default, fn clause ->
      parts = if is_tuple(clause), do: Tuple.to_list(clause), else: []
      length(parts) == length(wanted) + 2 and fits?([kind | wanted], Enum.drop(parts, -1)) and {:found, List.last(parts)}
    end)
    |> case do
      {:found, effect} -> effect
      other -> other
    end
  end

  defp fits?(_value, :_), do: true
  defp fits?(value, pattern) when is_tuple(value) and is_tuple(pattern), do: fits?(Tuple.to_list(value), Tuple.to_list(pattern))
  defp fits?([first | rest], [pattern | patterns]), do: fits?(first, pattern) and fits?(rest, patterns)
  defp fits?(value, pattern), do: value === pattern

  @impl true
  def init({director, name, clauses}) do
    enters(director, name)
    if :traps in clauses, do: Process.flag(:trap_exit, true)
    saw(director, "init")

    case find(clauses, :init, [], :ok) do
      :ok -> {:ok, {director, clauses}}
      {:ok, next} -> {:ok, {director, clauses}, next(next)}
      {:raise, reason} -> :erlang.error(reason)
      {:exit, reason} -> exit(reason)
      :hang -> receive(do: (:never -> :ok))
      outcome -> outcome
    end
  end

  @impl true
  def handle_call(request, from, state), do: handle(:call, request, from, state, {:raise, :unexpected})

  @impl true
  def handle_cast(message, state), do: handle(:cast, message, nil, state, {:raise, :unexpected})

  @impl true
  def handle_info(message, state), do: handle(:info, message, nil, state, :noreply)

  @impl true
  def handle_continue(what, state), do: handle(:continue, what, nil, state, :noreply)

  @impl true
  def terminate(reason, {director, clauses} = state) do
    saw(director, "terminate", [reason])
    act(find(clauses, :terminate, [], :noreply), nil, state)
  end

  defp handle(kind, what, from, {director, clauses} = state, default) do
    saw(director, kind, [what])
    act(find(clauses, kind, [what], default), from, state)
  end

  def saw(director, word, terms \\ []), do: send(director, {:saw, self(), word, terms})

  defp act({:do, actions, effect}, from, state) do
    for action <- actions, do: act_before(action, from)
    act(effect, from, state)
  end

  defp act({:reply, answer}, _, state), do: {:reply, answer, state}
  defp act({:reply, answer, next}, _, state), do: {:reply, answer, state, next(next)}
  defp act(:noreply, _, state), do: {:noreply, state}
  defp act({:noreply, next}, _, state), do: {:noreply, state, next(next)}
  defp act({:stop, reason}, _, state), do: {:stop, reason, state}
  defp act({:stop, reason, answer}, _, state), do: {:stop, reason, answer, state}
  defp act({:raise, reason}, _, _), do: :erlang.error(reason)
  defp act({:exit, reason}, _, _), do: exit(reason)
  defp act(:bad, _, _), do: :bad
  defp act(other, _, _) when elem(other, 0) != :keep, do: Mistake.unexpected("an effect of a server", other)

  defp act({:keep, key}, from, state) do
    keep(key, from)
    {:noreply, state}
  end

  @doc "Keeps who is to be answered later."
  def keep(key, from), do: Process.put({:kept, key}, from)
  def kept(key), do: Process.get({:kept, key})
  def take(key), do: Process.delete({:kept, key})

  def act_before({:answer, key, answer}, _), do: GenServer.reply(kept(key), answer)
  def act_before({:send, to, message}, _), do: send(to, message)
  def act_before({:hand_over, to}, from), do: send(to, {:from, from})
  def act_before({:call, server, request}, _), do: GenServer.call(name(server), request)
  def act_before({:unlink, process}, _), do: Process.unlink(process)

  defp next({:timeout, time}), do: time
  defp next(other), do: other
end
