# What pages.exs does with pages that are right, and with each kind of page that is not:
#
#     elixir comparison/pages/test.exs

for file <- ["blocks.exs", "statements.exs", "session.exs"], do: Code.require_file(file, __DIR__)

ExUnit.start(timeout: 60_000)

defmodule PagesTest do
  use ExUnit.Case
  import ExUnit.CaptureIO

  setup do
    folder = Path.join(System.tmp_dir!(), "pages-#{System.pid()}-#{System.unique_integer([:positive])}")
    File.mkdir_p!(folder)
    on_exit(fn -> File.rm_rf!(folder) end)
    %{folder: folder}
  end

  test "results that are as the page says are fine", %{folder: folder} do
    assert run(folder, """
           ```elixir
           1 + 1 # => 2
           pid = self()
           {pid, make_ref()} # => {pid, _}
           Enum.map([1, 2], fn n ->
             n * n
           end)
           # => [1, 4]
           %{a: 1,
             b: 2}
           # => %{
           #      a: 1, b: 2}
           exit(:boom) # ** (exit) :boom
           raise "no" # ** (RuntimeError) no
           ```
           """) == {0, "ran 1\n"}
  end

  test "a block may use what an earlier one has defined", %{folder: folder} do
    assert {0, _} = run(folder, "```elixir\nalias Enum, as: E\ndefmodule A do\n  def one, do: 1\nend\nx = 2\n```\nand\n```elixir\nE.sum([A.one(), x]) # => 3\n```\n")
  end

  test "pages share nothing", %{folder: folder} do
    one = page(folder, "one.md", "```elixir\ndefmodule A do\n  def one, do: 1\nend\n```\n")
    two = page(folder, "two.md", "text\n\n```elixir\nA.one()\n```\n")
    assert {1, output} = pages([one, two])
    assert output =~ "#{two}:4: ** (UndefinedFunctionError)"
    refute output =~ one
  end

  test "a wrong result", %{folder: folder} do
    assert {1, output} = run(folder, "# Page\n\n```elixir\nx = 1\nx + 1 # => 3\n```\n")
    assert output =~ "page.md:5: expected 3, got: 2"
  end

  test "a result that does not match a pattern", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\nx = 1\n{2, :b} # => {x, _}\n```\n")
    assert output =~ "page.md:3: expected {x, _}, got: {2, :b}"
  end

  test "a map with more than the page says", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\n%{a: 1, b: 2} # => %{a: 1}\n```\n")
    assert output =~ "page.md:2: expected %{a: 1}, got: %{a: 1, b: 2}"
  end

  test "a match that fails", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\nIO.puts(\"seen\")\n\n2 = 1 + 2\n```\n")
    assert output =~ "page.md:4: ** (MatchError) no match of right hand side value: 3"
    assert output =~ "it wrote:\nseen"
  end

  test "an error that does not come, and one that is another", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\n1 + 1 # ** (RuntimeError) no\n```\n")
    assert output =~ "page.md:2: expected ** (RuntimeError) no, got: 2"
    assert {1, output} = run(folder, "```elixir\nexit(:boom) # ** (exit) :bang\n```\n")
    assert output =~ "page.md:2: expected ** (exit) :bang, got: ** (exit) :boom"
  end

  test "what is not Elixir", %{folder: folder} do
    assert {1, output} = run(folder, "text\n\n```elixir\nx = 1\ny = )\n```\n")
    assert output =~ "page.md:5: this is not Elixir: unexpected token: )"
    assert {1, output} = run(folder, "```elixir\ndefmodule A do\n  def a, do: (1\nend\n```\n")
    assert output =~ ~r/page.md:\d: this is not Elixir: /
  end

  test "an endless loop", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\n1\n```\n\n```elixir\nloop = fn loop -> loop.(loop) end\nloop.(loop)\n```\n", 500)
    assert output =~ "page.md:7: expected the block to be done within 500 ms"
  end

  test "a receive that nothing comes to", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\nreceive do :never -> 1 end\n```\n", 500)
    assert output =~ "page.md:2: expected the block to be done within 500 ms"
  end

  test "an exit signal that ends the page", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\nspawn_link(fn -> exit(:boom) end)\nProcess.sleep(:infinity)\n```\n")
    assert output =~ "page.md:3: the process that ran this has ended: :boom"
  end

  test "a block that ends Erlang", %{folder: folder} do
    assert {1, output} = pages([page(folder, "page.md", "```elixir\nSystem.halt(0)\n```\n")])
    assert output =~ "page.md: expected 1 blocks to run, but one of them ended Erlang before"
  end

  test "a result inside a statement, where nobody would look at it", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\ndef_one = fn ->\n  1 # => 2\nend\n```\n")
    assert output =~ "page.md:3: expected # => or # ** once behind a whole statement"
  end

  test "two results of one statement", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\n1 # => 1\n# => 1\n```\n")
    assert output =~ "page.md:3: expected # => or # ** once"
  end

  test "a result that is no value", %{folder: folder} do
    assert {1, output} = run(folder, "```elixir\nself() # => #PID<0.1.0>\n```\n")
    assert output =~ "page.md:2: expected behind # => a value or, with _ in it, a pattern, got: #PID<0.1.0>"
  end

  test "blocks that would not be run are refused", %{folder: folder} do
    for language <- ["iex", "ex", "Elixir", "erlang"] do
      assert {1, output} = run(folder, "text\n```#{language}\n1 + 1\n```\n")
      assert output =~ "page.md:2: a block of #{language} would not be run"
    end

    assert {1, output} = run(folder, "text\n\n```\niex(1)> 1 + 1\n2\n```\n")
    assert output =~ "page.md:4: what stands behind a prompt of iex is not run"
    assert {1, output} = run(folder, "text\n\n    iex> 1 + 1\n")
    assert output =~ "page.md:3: what stands behind a prompt of iex is not run"
  end

  test "a block without an end", %{folder: folder} do
    assert {1, output} = run(folder, "text\n```elixir\n1 + 1\n")
    assert output =~ "page.md:2: expected this block to end"
  end

  test "a block in a list, and one that is shown as text", %{folder: folder} do
    assert {0, _} = run(folder, "- so\n\n  ```elixir\n  1 + 1 # => 2\n  ```\n\n````markdown\n```elixir\n1 + 1 # => 3\n```\n````\n")
  end

  test "a page that is not there", %{folder: folder} do
    assert {1, output} = pages([Path.join(folder, "none.md")])
    assert output =~ "none.md: no such file or directory"
  end

  test "an option that there is not" do
    assert {2, output} = pages(["--hurry"])
    assert output =~ "expected pages, and before them perhaps --limit and some milliseconds, got: --hurry"
  end

  test "all pages together", %{folder: folder} do
    right = page(folder, "right.md", "```elixir\n1 # => 1\n```\n```elixir\n2 # => 2\n```\n")
    wrong = page(folder, "wrong.md", "```elixir\n1 # => 2\n```\n")
    none = page(folder, "none.md", "text\n")
    assert pages([right, wrong, none]) == {1, "#{wrong}:2: expected 2, got: 1\n3 pages, 2 blocks of Elixir on 1 of them did as they say, 1 pages did not\n"}
    assert pages([right, none]) == {0, "2 pages, 2 blocks of Elixir on 1 of them did as they say, 0 pages did not\n"}
  end

  # In this Erlang, which is quicker than one for each.
  defp run(folder, text, limit \\ 5_000) do
    file = page(folder, "page.md", text)

    case Blocks.of(text) do
      {:ok, _} ->
        me = self()
        output = capture_io(fn -> send(me, {:status, Session.run(file, limit)}) end)
        assert_received {:status, status}
        {status, output}

      {:error, {line, message}} -> {1, "#{file}:#{line}: #{message}"}
    end
  end

  defp page(folder, name, text) do
    file = Path.join(folder, name)
    File.write!(file, text)
    file
  end

  defp pages(arguments) do
    {output, status} = System.cmd("elixir", [Path.expand("../pages.exs", __DIR__) | arguments], stderr_to_stdout: true)
    {status, output}
  end
end
