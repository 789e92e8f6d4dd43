Feature: Will Delay Interval
  A 5.0 client can have its will held back for some seconds after its connection ended, so that a short
  interruption stays unnoticed. The will is published when the delay is over or the session ends,
  whichever is first, and not at all if the client is back in its session before.

  @must @server @direct @slow @MQTT-5.0:3.1.2-8
  Scenario: The will waits for its delay
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | Session Expiry Interval | 60        |
      | will topic              | a/will    |
      | will payload            | last word |
      | Will Delay Interval     | 2         |
    Then Alice is accepted
    When Alice loses her connection
    And 1 s pass
    Then Bob does not receive "last word"
    When 2.5 s pass
    Then Bob receives "last word" on "a/will"
    And Bob receives nothing more

  @must @server @direct @MQTT-5.0:X-22 @MQTT-5.0:3.1.2-8
  Scenario Outline: With a delay of <delay> the will goes out at once
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | Session Expiry Interval | 60        |
      | will topic              | a/will    |
      | will payload            | last word |
      | Will Delay Interval     | <delay>   |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will"

    Examples:
      | delay  |
      | absent |
      | 0      |

  @must @server @direct @slow @MQTT-5.0:3.1.3-9 @MQTT-5.0:3.1.2-8
  Scenario: A client that is back within the delay stops its will
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | clean start             | no        |
      | Session Expiry Interval | 60        |
      | will topic              | a/will    |
      | will payload            | last word |
      | Will Delay Interval     | 2         |
    Then Alice is accepted
    When Alice loses her connection
    And Alice reconnects with:
      | Session Expiry Interval | 60 |
    Then Alice is accepted with:
      | session present | yes |
    When 4 s pass
    Then Bob receives nothing more

  @must @server @direct @MQTT-5.0:3.1.2-8
  Scenario Outline: The end of the session ends the delay (<how>)
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | Session Expiry Interval | <interval> |
      | will topic              | a/will     |
      | will payload            | last word  |
      | Will Delay Interval     | 600        |
    Then Alice is accepted
    When Alice loses her connection
    Then Bob receives "last word" on "a/will"

    Examples:
      | how                               | interval |
      | the session ends at once          | 0        |
      | the session ends before the delay | 1        |

  @must @server @direct @MQTT-5.0:3.1.2-8 @MQTT-5.0:3.1.2-4
  Scenario: Clean Start ends the session and with it the delay
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | Session Expiry Interval | 600       |
      | will topic              | a/will    |
      | will payload            | last word |
      | Will Delay Interval     | 600       |
    Then Alice is accepted
    When Alice loses her connection
    And Alice reconnects with:
      | clean start | yes |
    Then Alice is accepted with:
      | session present | no |
    And Bob receives "last word" on "a/will"
    And Bob receives nothing more

  @must @server @direct @MQTT-5.0:X-24 @MQTT-5.0:3.1.3-9
  Scenario: A session that a newer connection goes on with keeps a delayed will from being published
    Given MQTT 5.0
    And Carol is connected
    When Carol subscribes to "a/will"
    And Alice connects with:
      | client id               | same   |
      | clean start             | no     |
      | Session Expiry Interval | 60     |
      | will topic              | a/will |
      | Will Delay Interval     | 1      |
    Then Alice is accepted
    When Bob connects with:
      | client id               | same |
      | clean start             | no   |
      | Session Expiry Interval | 60   |
    Then Bob is accepted with:
      | session present | yes |
    And the broker ends the connection of Alice as session taken over
    When 2 s pass
    Then Carol receives nothing more

  @must @server @direct @slow @MQTT-5.0:3.14.4-3 @MQTT-5.0:3.1.2-10
  Scenario: DISCONNECT throws a delayed will away
    Given MQTT 5.0
    And Bob is connected
    When Bob subscribes to "a/will"
    And Alice connects with:
      | Session Expiry Interval | 60     |
      | will topic              | a/will |
      | Will Delay Interval     | 1      |
    Then Alice is accepted
    When Alice disconnects
    And 3 s pass
    Then Bob receives nothing more
