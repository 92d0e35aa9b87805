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

  defp flags({strategy, _, _}) when strategy not in [:one_for_one, :one_for_all, :rest_for_one],
    do: Mistake.unexpected("one of [one_for_one, one_for_all, rest_for_one]", strategy)

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
      option, spec when option in [:traps, :stubborn] -> spec
      {:starts, _}, spec -> spec
      other, _ -> Mistake.unexpected("an option of a child", other)
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
      {:error, reason} -> {:error, reason}
      :ignore -> :ignore
      other -> Mistake.unexpected("ok, ignore, {error, ...}, {raise, ...} or {exit, ...}", other)
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
