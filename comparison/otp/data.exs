defmodule Data do
  @moduledoc "Tasks, agents, registries, tables and persistent terms of a scenario."

  # ---- tasks: their functions do what the director says, and return(Value) is their result ----

  def async(director), do: Task.async(fn -> Puppet.loop(director) end)
  def async_nolink(supervisor, director), do: Task.Supervisor.async_nolink(supervisor, fn -> Puppet.loop(director) end)
  def start_task(supervisor, director), do: Task.Supervisor.start_child(supervisor, fn -> Puppet.loop(director) end)

  # ---- agents: a function is self, state, {set, State}, {raise, Reason} or {exit, Reason} ----

  def act(:agent_get, [agent, function]), do: Agent.get(agent, &apply_to(&1, function))
  def act(:agent_get, [agent, function, timeout]), do: Agent.get(agent, &apply_to(&1, function), timeout)
  def act(:agent_update, [agent, function]), do: Agent.update(agent, &apply_to(&1, function))
  def act(:agent_cast, [agent, function]), do: Agent.cast(agent, &apply_to(&1, function))
  def act(:agent_get_and_update, [agent, function]), do: Agent.get_and_update(agent, &{&1, apply_to(&1, function)})

  # ---- registries ----

  def act(:reg_register, [registry, key, value]) do
    case Registry.register(registry, key, value) do
      # Which of its processes has the key is the registry's own business.
      {:ok, _partition} -> :ok
      refused -> refused
    end
  end

  def act(:reg_unregister, [registry, key]), do: Registry.unregister(registry, key)
  def act(:reg_lookup, [registry, key]), do: Registry.lookup(registry, key)
  def act(:reg_keys, [registry, pid]), do: {:unordered, Registry.keys(registry, pid)}
  def act(:reg_values, [registry, key, pid]), do: Registry.values(registry, key, pid)
  def act(:reg_count, [registry]), do: Registry.count(registry)

  def act(:reg_update, [registry, key, value]) do
    Registry.update_value(registry, key, fn _ -> value end)
  end

  def act(:reg_dispatch, [registry, key, message]) do
    me = self()
    Registry.dispatch(registry, key, fn entries -> for {pid, value} <- entries, do: send(pid, {message, value, :by, me, self()}) end)
  end

  # ---- tables ----

  def act(:ets_owner, [table]), do: :ets.info(table, :owner)
  def act(:ets_heir, [table, :none]), do: :ets.setopts(table, {:heir, :none})
  def act(:ets_heir, [table, pid, data]), do: :ets.setopts(table, {:heir, pid, data})
  def act(:ets_all, [table]), do: ordered(table, :ets.tab2list(table))
  def act(:ets_select, [table, spec]), do: ordered(table, :ets.select(table, spec))
  def act(:ets_match_object, [table, pattern]), do: ordered(table, :ets.match_object(table, pattern))

  for name <- ~w(insert insert_new lookup member delete delete_object delete_all_objects take first last next prev update_counter give_away rename
                 select_count select_delete)a do
    def act(unquote(:"ets_#{name}"), arguments), do: apply(:ets, unquote(name), arguments)
  end

  # ---- persistent terms ----

  def act(:pt_put, [key, value]), do: :persistent_term.put({:scenario, key}, value)
  def act(:pt_get, [key]), do: :persistent_term.get({:scenario, key})
  def act(:pt_get, [key, default]), do: :persistent_term.get({:scenario, key}, default)
  def act(:pt_erase, [key]), do: :persistent_term.erase({:scenario, key})

  # ---- tasks again ----

  # An element is {ok, Value}, {exit, Reason}, {raise, Reason} or hang: what its task does.
  def act(:stream, [elements, options]) do
    elements |> Task.async_stream(&element/1, options) |> Enum.to_list()
  end

  def act(:await_many, [tasks, timeout]), do: Task.await_many(tasks, timeout)
  def act(:yield_many, [tasks, timeout]), do: Task.yield_many(tasks, timeout)
  def act(:shutdown, arguments), do: apply(Task, :shutdown, arguments)
  def act(name, arguments) when name in [:await, :yield, :ignore], do: apply(Task, name, arguments)

  def knows?(name) do
    name in [:await, :yield, :ignore, :shutdown, :await_many, :yield_many, :stream] or String.starts_with?(Atom.to_string(name), ["agent_", "reg_", "ets_", "pt_"])
  end

  defp element({:ok, value}), do: value
  defp element({:exit, reason}), do: exit(reason)
  defp element({:raise, reason}), do: :erlang.error(reason)
  defp element(:hang), do: receive(do: (:never -> :ok))

  @doc "What is left of a scenario that is over."
  def clean do
    for {{:scenario, _} = key, _} <- :persistent_term.get(), do: :persistent_term.erase(key)
  end

  defp apply_to(_state, :self), do: self()
  defp apply_to(state, :state), do: state
  defp apply_to(_state, {:set, value}), do: value
  defp apply_to(_state, {:raise, reason}), do: :erlang.error(reason)
  defp apply_to(_state, {:exit, reason}), do: exit(reason)
  defp apply_to(_state, other), do: Mistake.unexpected("self, state, {set, ...}, {raise, ...} or {exit, ...}", other)

  # A set has no order.
  defp ordered(table, values), do: if(:ets.info(table, :type) == :set, do: {:unordered, values}, else: values)
end

# Without it Elixir looks for one on the disk whenever it words an error about a task, and the director takes that for the end.
defimpl Inspect, for: Task do
  def inspect(_task, _options), do: "a task"
end
