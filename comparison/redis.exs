# The BEAM column of Redis's rows: a client of one connection over :gen_tcp, and a pool of four of them.
#
#     elixir comparison/redis.exs 127.0.0.1 6379        a line "row<TAB>figure" for each row, in the unit of the table
#     elixir comparison/redis.exs 127.0.0.1 6379 full   measures longer
#
# It puts keys "speed:0000" to "speed:0999" there.

Code.require_file("batches.exs", __DIR__)

# Makes replies of bytes: the types of RESP2. A reply that is not whole yet is read again from its first byte when more has come.
defmodule Resp do
  def encode(parts), do: ["*#{length(parts)}\r\n" | Enum.map(parts, &["$#{byte_size(&1)}\r\n", &1, "\r\n"])]

  def parse("$-1\r\n" <> rest), do: {:ok, nil, rest}
  def parse("*-1\r\n" <> rest), do: {:ok, nil, rest}
  def parse(":-" <> rest), do: with({:ok, number, rest} <- number(rest, 0), do: {:ok, -number, rest})
  def parse(":" <> rest), do: number(rest, 0)
  def parse("+" <> rest), do: line(rest)
  def parse("-" <> rest), do: with({:ok, message, rest} <- line(rest), do: {:ok, {:error, message}, rest})

  def parse("$" <> rest) do
    with {:ok, length, rest} <- number(rest, 0) do
      case rest do
        <<value::binary-size(length), "\r\n", rest::binary>> -> {:ok, value, rest}
        _ when byte_size(rest) < length + 2 -> :more
      end
    end
  end

  def parse("*" <> rest), do: with({:ok, length, rest} <- number(rest, 0), do: elements(rest, length, []))
  def parse(start) when byte_size(start) < 2, do: :more

  defp elements(rest, 0, done), do: {:ok, Enum.reverse(done), rest}

  defp elements(rest, left, done) do
    with {:ok, element, rest} <- parse(rest), do: elements(rest, left - 1, [element | done])
  end

  defp number(<<digit, rest::binary>>, sum) when digit in ?0..?9, do: number(rest, sum * 10 + digit - ?0)
  defp number("\r\n" <> rest, sum), do: {:ok, sum, rest}
  defp number(rest, _sum) when rest in ["", "\r"], do: :more
  # of "$-1" and "*-1" not all may have come
  defp number(rest, 0) when rest in ["-", "-1", "-1\r"], do: :more

  defp line(rest) do
    case :binary.split(rest, "\r\n") do
      [line, rest] -> {:ok, line, rest}
      [_] -> :more
    end
  end
end

# Many callers, one socket. Requests are sent at once and wait in a queue for their replies, which come in the same order. The queue is
# of one connection: when that is lost, all who wait are told, and nothing of it is left for the next one.
defmodule RedisClient do
  @behaviour :gen_statem

  @timeout 5_000
  @back_off 500
  @options [:binary, packet: :raw, nodelay: true, active: :once, buffer: 65_536, send_timeout: @timeout, send_timeout_close: true]

  def child_spec({id, address}), do: %{id: id, start: {__MODULE__, :start_link, [address]}}
  def start_link(address), do: :gen_statem.start_link(__MODULE__, address, [])

  def command(client, parts) do
    with {:ok, [reply]} <- pipeline(client, [parts]), do: reply
  end

  # The caller encodes: that need not be done by the one process that all wait for.
  def pipeline(client, commands) do
    :gen_statem.call(client, {:commands, Enum.map(commands, &Resp.encode/1), length(commands)}, @timeout)
  end

  @impl true
  def callback_mode, do: :state_functions

  @impl true
  def init(address), do: {:ok, :disconnected, %{address: address}, {:next_event, :internal, :connect}}

  def disconnected(event, :connect, %{address: {host, port}} = data) when event in [:internal, :state_timeout] do
    case :gen_tcp.connect(String.to_charlist(host), port, @options, @timeout) do
      {:ok, socket} -> {:next_state, :connected, %{address: data.address, socket: socket, rest: "", waiting: :queue.new()}}
      {:error, _} -> {:keep_state_and_data, {:state_timeout, @back_off, :connect}}
    end
  end

  def disconnected({:call, from}, {:commands, _, _}, _data), do: {:keep_state_and_data, {:reply, from, {:error, :closed}}}
  # of the connection before
  def disconnected(:info, {:tcp_closed, _socket}, _data), do: :keep_state_and_data
  def disconnected(:info, {event, _socket, _}, _data) when event in [:tcp, :tcp_error], do: :keep_state_and_data

  def connected({:call, from}, {:commands, bytes, count}, data) do
    waiting = :queue.in({from, count, []}, data.waiting)

    case :gen_tcp.send(data.socket, bytes) do
      :ok -> {:keep_state, %{data | waiting: waiting}}
      {:error, reason} -> lost(reason, %{data | waiting: waiting})
    end
  end

  def connected(:info, {:tcp, socket, bytes}, %{socket: socket} = data) do
    :ok = :inet.setopts(socket, active: :once)
    # Not to copy it when nothing is left, which is nearly always.
    all = if data.rest == "", do: bytes, else: data.rest <> bytes
    {rest, waiting} = give_out(all, data.waiting)
    {:keep_state, %{data | rest: rest, waiting: waiting}}
  end

  def connected(:info, {:tcp_closed, socket}, %{socket: socket} = data), do: lost(:closed, data)
  def connected(:info, {:tcp_error, socket, reason}, %{socket: socket} = data), do: lost(reason, data)
  def connected(:info, {:tcp_closed, _before}, _data), do: :keep_state_and_data
  def connected(:info, {event, _before, _}, _data) when event in [:tcp, :tcp_error], do: :keep_state_and_data

  # A reply that nobody waits for matches nothing here: the client ends, since from then on nobody knows whose a reply is.
  defp give_out("", waiting), do: {"", waiting}

  defp give_out(bytes, waiting) do
    case Resp.parse(bytes) do
      {:ok, reply, rest} ->
        {{:value, {from, count, replies}}, others} = :queue.out(waiting)

        if count == 1 do
          :gen_statem.reply(from, {:ok, Enum.reverse(replies, [reply])})
          give_out(rest, others)
        else
          give_out(rest, :queue.in_r({from, count - 1, [reply | replies]}, others))
        end

      :more ->
        {bytes, waiting}
    end
  end

  defp lost(reason, data) do
    :gen_tcp.close(data.socket)
    replies = for {from, _, _} <- :queue.to_list(data.waiting), do: {:reply, from, {:error, {:disconnected, reason}}}
    {:next_state, :disconnected, %{address: data.address}, replies ++ [{:state_timeout, @back_off, :connect}]}
  end
end

# Four clients under a supervisor; whoever asks takes one of them at random.
defmodule RedisPool do
  def start(address, size) do
    {:ok, supervisor} = Supervisor.start_link(for(i <- 1..size, do: {RedisClient, {i, address}}), strategy: :one_for_one)
    members = for {_, pid, _, _} <- Supervisor.which_children(supervisor), do: pid
    :persistent_term.put(__MODULE__, List.to_tuple(members))
  end

  def command(parts) do
    members = :persistent_term.get(__MODULE__)
    RedisClient.command(elem(members, :rand.uniform(tuple_size(members)) - 1), parts)
  end
end

defmodule Redis do
  import Batches

  @keys 1_000
  @lone 2_000
  @shared 20_000
  @pipelined 48_000
  @members 4

  def main([host, port | arguments]) do
    address = {host, String.to_integer(port)}
    {:ok, client} = RedisClient.start_link(address)
    items = for i <- 0..(@keys - 1), do: {"speed:" <> digits(i), "this is the one value of no " <> digits(i)}
    for {key, value} <- items, do: "OK" = RedisClient.command(client, ["SET", key, value])
    RedisPool.start(address, @members)
    items = List.to_tuple(items)

    rows = [
      {"redis-1", @lone, fn -> gets(items, 1, @lone, &RedisClient.command(client, &1)) end},
      {"redis-50", @shared, fn -> gets(items, 50, @shared, &RedisClient.command(client, &1)) end},
      {"redis-pipeline-16", @pipelined, fn -> pipelines(items, 16, client) end},
      {"redis-pipeline-100", @pipelined, fn -> pipelines(items, 100, client) end},
      {"redis-pipeline-1000", @pipelined, fn -> pipelines(items, 1_000, client) end},
      {"redis-pool-50", @shared, fn -> gets(items, 50, @shared, &RedisPool.command/1) end}
    ]

    measure(rows, lengths(arguments))
  end

  defp digits(i), do: i |> Integer.to_string() |> String.pad_leading(4, "0")

  # Each caller begins at another key.
  defp gets(items, callers, all, command) do
    each = div(all, callers)
    fn -> together(callers, fn i -> get(items, (i - 1) * div(@keys, callers), each, command) end) end
  end

  defp get(_items, _at, 0, _command), do: :ok

  defp get(items, at, left, command) do
    {key, value} = elem(items, at)
    ^value = command.(["GET", key])
    get(items, rem(at + 1, @keys), left - 1, command)
  end

  defp pipelines(items, size, client) do
    these = items |> Tuple.to_list() |> Enum.take(size)
    fn -> together(1, fn _ -> for _ <- 1..div(@pipelined, size), do: pipeline(these, client) end) end
  end

  defp pipeline(these, client) do
    {:ok, replies} = RedisClient.pipeline(client, for({key, _} <- these, do: ["GET", key]))
    true = replies == for({_, value} <- these, do: value)
  end
end

Redis.main(System.argv())
